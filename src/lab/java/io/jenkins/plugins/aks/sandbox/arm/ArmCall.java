package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import java.util.Map;
import java.util.Optional;

/**
 * An authenticated request to a known route.
 *
 * @param parameters of the route's template, by name
 * @param caller the claims of the access token
 */
public record ArmCall(WebRequest request, Map<String, String> parameters, String apiVersion, ObjectNode caller) {

    public String parameter(String name) {
        return parameters.get(name);
    }

    public String subscription() {
        return parameters.get("subscription");
    }

    public String group() {
        return parameters.get("group");
    }

    public Optional<FaultRule.Crash> crash() {
        return request.crash();
    }

    /** @throws ArmRefusal 400 for a body that is no JSON object */
    public ObjectNode body() {
        try {
            return request.json();
        } catch (IllegalArgumentException e) {
            throw new ArmRefusal(
                    400,
                    "InvalidRequestContent",
                    "The request content was invalid and could not be deserialized: '" + e.getMessage() + "'.");
        }
    }
}
