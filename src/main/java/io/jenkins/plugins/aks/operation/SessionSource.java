package io.jenkins.plugins.aks.operation;

/** Makes the session of an operation from plain settings; called on an engine thread, again after a restart and every ten minutes of a long operation. */
@FunctionalInterface
public interface SessionSource<S> {
    S open() throws Exception;
}
