package io.jenkins.plugins.aks.sandbox.mysql;

/**
 * One statement of a script.
 *
 * @param line where it begins, from 1
 * @param vertical whether it ends in {@code \G}
 */
record Statement(String text, int line, boolean vertical) {}
