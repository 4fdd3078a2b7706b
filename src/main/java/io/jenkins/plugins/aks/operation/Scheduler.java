package io.jenkins.plugins.aks.operation;

import java.time.Duration;

/** Runs tasks later on a few threads. The engine knows no other way to wait, so tests can give it a time of their own. */
public interface Scheduler extends AutoCloseable {

    /**
     * Runs the task once, not before {@code delay} is over and never on the caller's thread. After {@link #close} it
     * does nothing.
     */
    Scheduled schedule(Runnable task, Duration delay);

    /** Lets running tasks end for a bounded time and forgets all others. */
    @Override
    void close();

    /** A task that was not run yet, perhaps. */
    @FunctionalInterface
    interface Scheduled {
        /** Without effect on a task that runs already. */
        void cancel();
    }
}
