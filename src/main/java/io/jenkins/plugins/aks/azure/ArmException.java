package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.OperationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A refusal by Azure Resource Manager, or the failure of one of its operations. */
public class ArmException extends OperationException {
    private static final long serialVersionUID = 1L;

    /** Keys of {@link #data()}. */
    public static final String CODE = "code";

    /** The code and those inside it, joined by commas. */
    public static final String CODES = "codes";

    public static final String STATUS = "status";
    public static final String TARGET = "target";
    public static final String RESOURCE = "resource";
    public static final String CORRELATION_ID = "correlationId";
    public static final String SERVICE_MESSAGE = "serviceMessage";

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

    /** Whether this is the code, or one inside it, e.g. {@code ForbiddenByRbac} in {@code Forbidden}. */
    public boolean hasCode(String wanted) {
        return code.equals(wanted)
                || List.of(data().getOrDefault(CODES, "").split(",")).contains(wanted);
    }

    /** What the code refers to, e.g. a property of the body; empty where the service named none. */
    public Optional<String> target() {
        return Optional.ofNullable(data().get(TARGET));
    }

    /** What Azure support and the activity log know the request by. */
    public Optional<String> correlationId() {
        return Optional.ofNullable(data().get(CORRELATION_ID));
    }

    /** The resource changed since it was read: read it again and make the change on what is there now. */
    public boolean isPreconditionFailed() {
        return status == 412 || "EtagMismatch".equalsIgnoreCase(code);
    }

    public boolean isNotFound() {
        return status == 404;
    }
}
