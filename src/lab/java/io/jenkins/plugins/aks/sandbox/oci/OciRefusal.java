package io.jenkins.plugins.aks.sandbox.oci;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that a registry does not carry out, with a code of the distribution specification. */
final class OciRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient JsonNode detail;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    OciRefusal(int status, String code, String message) {
        this(status, code, message, null);
    }

    /** @param detail null for none */
    OciRefusal(int status, String code, String message, JsonNode detail) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
    }

    OciRefusal with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    OciAnswer answer() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putArray("errors").addObject().put("code", code).put("message", getMessage());
        if (detail != null) {
            error.set("detail", detail);
        }
        OciAnswer answer = OciAnswer.of(
                status, "application/json; charset=utf-8", Json.text(body).getBytes(StandardCharsets.UTF_8));
        headers.forEach(answer::with);
        return answer;
    }
}
