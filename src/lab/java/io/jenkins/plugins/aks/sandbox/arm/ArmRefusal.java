package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request that Azure Resource Manager or a resource provider does not carry out. */
public final class ArmRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String target;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<ObjectNode> details = new ArrayList<>();

    public ArmRefusal(int status, String code, String message) {
        this(status, code, message, "");
    }

    /** @param target the parameter that is wrong; empty for none */
    public ArmRefusal(int status, String code, String message, String target) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.target = target;
    }

    ArmRefusal with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Adds one of the reasons. */
    public ArmRefusal detail(String detailCode, String message) {
        details.add(Json.object().put("code", detailCode).put("message", message));
        return this;
    }

    public static ArmRefusal invalid(String parameter, String why) {
        return new ArmRefusal(
                400,
                "InvalidParameter",
                "The value of parameter " + parameter + " is invalid. Error details: " + why,
                parameter);
    }

    WebResponse response() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", code).put("message", getMessage());
        if (!target.isEmpty()) {
            error.put("target", target);
        }
        if (!details.isEmpty()) {
            details.forEach(error.putArray("details")::add);
        }
        WebResponse response = WebResponse.json(status, body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            response = response.with(header.getKey(), header.getValue());
        }
        return response;
    }
}
