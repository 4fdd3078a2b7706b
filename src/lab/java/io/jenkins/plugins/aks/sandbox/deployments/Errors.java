package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.util.Collection;
import java.util.Map;

/** The errors of deployments, in the service's words. */
final class Errors {
    private static final Map<Integer, String> STATUS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(204, "NoContent"),
            Map.entry(400, "BadRequest"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "NotFound"),
            Map.entry(405, "MethodNotAllowed"),
            Map.entry(409, "Conflict"),
            Map.entry(412, "PreconditionFailed"),
            Map.entry(429, "TooManyRequests"),
            Map.entry(503, "ServiceUnavailable"));

    private Errors() {}

    static String statusCode(int status) {
        return STATUS.getOrDefault(status, status >= 500 ? "InternalServerError" : String.valueOf(status));
    }

    static ObjectNode error(String code, String message) {
        return Json.object().put("code", code).put("message", message);
    }

    /** The error that an answer holds. */
    static ObjectNode in(WebResponse response) {
        JsonNode error = Asking.json(response).path("error");
        return error instanceof ObjectNode object
                ? object
                : error(statusCode(response.status()), "The request failed with status " + response.status() + ".");
    }

    static ObjectNode failed(String deployment, Collection<ObjectNode> details) {
        ObjectNode error = error(
                        "DeploymentFailed",
                        "At least one resource deployment operation failed. Please list deployment operations for"
                                + " details. Please see https://aka.ms/arm-deployment-operations for usage details.")
                .put("target", deployment);
        details.forEach(error.putArray("details")::add);
        return error;
    }

    /** Of a deployment whose outputs cannot be told. */
    static ObjectNode outputs(String deployment, String why) {
        ObjectNode error = error(
                "DeploymentOutputEvaluationFailed",
                "Unable to evaluate template outputs. Please see error details and deployment operations. Please see"
                        + " https://aka.ms/arm-common-errors for usage details.");
        error.putArray("details")
                .add(error("DeploymentOutputEvaluationFailed", why).put("target", deployment));
        return error;
    }
}
