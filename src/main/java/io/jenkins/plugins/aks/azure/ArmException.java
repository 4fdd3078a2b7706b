package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.OperationException;
import java.util.Map;

/** A refusal by Azure Resource Manager, or the failure of one of its operations. */
public class ArmException extends OperationException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status the HTTP status; 200 for an operation that was accepted and failed later
     * @param code ARM's own code, e.g. {@code QuotaExceeded}
     * @param data target, correlationId, resource and what else is known
     */
    public ArmException(int status, String code, String message, Map<String, String> data) {
        super(message, data, null);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
