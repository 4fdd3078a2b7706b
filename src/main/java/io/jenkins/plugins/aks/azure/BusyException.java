package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Duration;

/** The resource is busy with another operation (409); the write is accepted once that one has ended. */
public final class BusyException extends TransientException {
    private static final long serialVersionUID = 1L;

    private final String code;

    BusyException(String code, String message, Duration retryAfter) {
        super(message, retryAfter, false, null);
        this.code = code;
    }

    /** The service's own code, e.g. {@code OperationNotAllowed}. */
    public String code() {
        return code;
    }
}
