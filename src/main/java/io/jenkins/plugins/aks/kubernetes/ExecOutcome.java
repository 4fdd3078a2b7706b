package io.jenkins.plugins.aks.kubernetes;

/**
 * How a command in a container ended.
 *
 * @param truncated more was written than is kept
 */
public record ExecOutcome(int exitCode, String stdout, String stderr, boolean truncated) {}
