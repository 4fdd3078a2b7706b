package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A refusal, as the {@code Status} object that the Kubernetes API answers with. */
final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One thing that is wrong: a reason such as {@code FieldValueInvalid}, a message and the path of the field. */
    record Cause(String reason, String message, String field) {}

    private final int code;
    private final String reason;
    private final transient ObjectNode details;

    private ApiError(int code, String reason, String message, ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }

    ObjectNode status() {
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        if (details != null) {
            status.set("details", details);
        }
        return status.put("code", code);
    }

    static ApiError of(int code, String reason, String message) {
        return new ApiError(code, reason, message, null);
    }

    static ApiError notFound(ResourceType type, String name) {
        return new ApiError(404, "NotFound", type.qualified() + " \"" + name + "\" not found", details(type, name));
    }

    static ApiError noSuchPath() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    static ApiError exists(ResourceType type, String name) {
        String message = type.qualified() + " \"" + name + "\" already exists";
        return new ApiError(409, "AlreadyExists", message, details(type, name));
    }

    static ApiError conflict(ResourceType type, String name, String why) {
        String message = "Operation cannot be fulfilled on " + type.qualified() + " \"" + name + "\": " + why;
        return new ApiError(409, "Conflict", message, details(type, name));
    }

    static ApiError applyConflict(String message, List<Cause> causes) {
        ObjectNode details = Json.object();
        addCauses(details, causes);
        return new ApiError(409, "Conflict", message, details);
    }

    static ApiError invalid(ResourceType type, String name, List<Cause> causes) {
        StringBuilder text = new StringBuilder();
        for (Cause cause : causes) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(cause.field())
                    .append(": ")
                    .append(cause.message());
        }
        String all = causes.size() > 1 ? "[" + text + "]" : text.toString();
        ObjectNode details = details(type, name).put("kind", type.kind());
        addCauses(details, causes);
        String subject = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
        return new ApiError(422, "Invalid", subject + " \"" + name + "\" is invalid: " + all, details);
    }

    /** A pod that a PodDisruptionBudget keeps. */
    static ApiError disrupted(String budget, String why) {
        ObjectNode details = Json.object();
        details.putArray("causes").addObject().put("reason", "DisruptionBudget").put("message", why);
        return new ApiError(
                429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", details);
    }

    static ApiError badRequest(String message) {
        return of(400, "BadRequest", message);
    }

    static ApiError unauthorized() {
        return of(401, "Unauthorized", "Unauthorized");
    }

    static ApiError forbidden(ResourceType type, String name, String why) {
        String subject = type.qualified() + (name.isEmpty() ? "" : " \"" + name + "\"");
        return new ApiError(403, "Forbidden", subject + " is forbidden: " + why, details(type, name));
    }

    static ApiError methodNotAllowed() {
        return of(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static ApiError unsupportedMedia(String given, String accepted) {
        String message = "the body of the request was in an unknown format - accepted media types include: " + accepted
                + " (given: " + given + ")";
        return of(415, "UnsupportedMediaType", message);
    }

    static ApiError expired(String message) {
        return of(410, "Expired", message);
    }

    private static ObjectNode details(ResourceType type, String name) {
        ObjectNode details = Json.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!type.group().isEmpty()) {
            details.put("group", type.group());
        }
        return details.put("kind", type.plural());
    }

    private static void addCauses(ObjectNode details, List<Cause> causes) {
        ArrayNode list = details.putArray("causes");
        for (Cause cause : causes) {
            list.addObject()
                    .put("reason", cause.reason())
                    .put("message", cause.message())
                    .put("field", cause.field());
        }
    }
}
