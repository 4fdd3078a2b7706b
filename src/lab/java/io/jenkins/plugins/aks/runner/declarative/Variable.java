package io.jenkins.plugins.aks.runner.declarative;

/**
 * One line of {@code environment}.
 *
 * @param value index of the piece of {@link Code} that gives it: a string, or the id of a credential
 * @param credentials whether it was written {@code credentials(…)}
 */
public record Variable(String name, int value, boolean credentials) {}
