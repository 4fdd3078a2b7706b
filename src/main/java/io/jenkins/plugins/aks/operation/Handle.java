package io.jenkins.plugins.aks.operation;

/** A job in the engine's hands. */
public interface Handle {

    /** Stops the job: the operation's abort turns run, then the host fails exactly once. May be called again. */
    void stop(Throwable cause);

    /** Short, lower case, e.g. {@code "waiting for cluster demo: creating"}. */
    String status();
}
