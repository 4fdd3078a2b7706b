package io.jenkins.plugins.aks.runner.declarative;

/**
 * A line such as {@code timeout(time: 1, unit: 'HOURS')} in a section that is not {@code steps}.
 *
 * @param arguments index of the piece of {@link Code} that gives the list of arguments
 * @param line where it stands
 */
public record Call(String name, int arguments, int line) {}
