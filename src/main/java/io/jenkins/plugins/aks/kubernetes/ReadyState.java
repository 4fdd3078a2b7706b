package io.jenkins.plugins.aks.kubernetes;

/**
 * How far an object is.
 *
 * @param text what it waits for or why it will never be ready, e.g. {@code 1 of 3 replicas available}; empty if ready
 */
public record ReadyState(Phase phase, String text) {

    /** Whether waiting makes sense. */
    public enum Phase {
        READY,
        WAITING,
        /** Waiting does not help: the object itself says that it has given up. */
        FAILED
    }

    static final ReadyState READY = new ReadyState(Phase.READY, "");

    static ReadyState waiting(String text) {
        return new ReadyState(Phase.WAITING, text);
    }

    static ReadyState failed(String text) {
        return new ReadyState(Phase.FAILED, text);
    }

    static ReadyState ready(boolean ready, String otherwise) {
        return ready ? READY : waiting(otherwise);
    }

    public boolean isReady() {
        return phase == Phase.READY;
    }

    public boolean isFailed() {
        return phase == Phase.FAILED;
    }
}
