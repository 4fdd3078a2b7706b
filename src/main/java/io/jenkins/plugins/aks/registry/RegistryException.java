package io.jenkins.plugins.aks.registry;

import io.jenkins.plugins.aks.operation.OperationException;
import java.util.Map;

/** A refusal by a registry, with its own code (OCI distribution specification, error codes). */
public final class RegistryException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    RegistryException(int status, String code, String message) {
        super(message, Map.of("code", code, "status", Integer.toString(status)), null);
        this.status = status;
        this.code = code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** E.g. {@code MANIFEST_UNKNOWN}, {@code NAME_UNKNOWN}, {@code DENIED}; {@code Http404} where the registry gave none. */
    public String code() {
        return code;
    }

    /** The registry knows who asks, or wants to, and that one may not. */
    public boolean isDenied() {
        return status == 401 || status == 403;
    }
}
