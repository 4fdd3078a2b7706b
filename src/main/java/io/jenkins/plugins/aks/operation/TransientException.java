package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.Optional;

/** Trouble that passes by itself: the turn is taken again after back-off, or after what the service asked for. */
public class TransientException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;
    private final boolean throttled;

    public TransientException(String message, Throwable cause) {
        this(message, null, false, cause);
    }

    /**
     * @param retryAfter what the service asked for, or null
     * @param throttled true for a 429: every operation with the same budget key then waits
     */
    public TransientException(String message, Duration retryAfter, boolean throttled, Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
        this.throttled = throttled;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public boolean throttled() {
        return throttled;
    }
}
