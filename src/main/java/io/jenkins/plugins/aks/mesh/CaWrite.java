package io.jenkins.plugins.aks.mesh;

import java.util.function.Supplier;

/**
 * One secret that has to be written next.
 *
 * @param why for the log
 * @param value makes the PEM text, in the turn that sends it
 */
record CaWrite(String name, String why, Supplier<String> value) {}
