package io.jenkins.plugins.aks.workload;

import java.util.List;

/**
 * A command and what is to be done about its end.
 *
 * @param stdin null for none
 * @param failOnError whether another exit code than 0 fails the step
 * @param idempotent whether it may run again where it is not known if it ran
 */
record ExecRequest(List<String> command, String stdin, boolean failOnError, boolean idempotent) {}
