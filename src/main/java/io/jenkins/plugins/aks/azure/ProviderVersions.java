package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Comparator;
import java.util.stream.StreamSupport;

/** The api-versions of types that this plugin knows only by name (azure-operations section 18). */
final class ProviderVersions {
    private ProviderVersions() {}

    /** The newest stable one, or where there is none the newest. */
    static String newest(Arm arm, String subscription, String type) throws OperationException, TransientException {
        String namespace = type.substring(0, Math.max(0, type.indexOf('/')));
        JsonNode types = arm.get("/subscriptions/" + subscription + "/providers/" + namespace, ApiVersions.RESOURCES)
                .body()
                .path("resourceTypes");
        for (JsonNode each : types) {
            if ((namespace + "/" + each.path("resourceType").asText()).equalsIgnoreCase(type)) {
                return StreamSupport.stream(each.path("apiVersions").spliterator(), false)
                        .map(JsonNode::asText)
                        .max(Comparator.comparing((String version) -> version.length() == 10)
                                .thenComparing(Comparator.naturalOrder()))
                        .orElseThrow(() -> unknown(type));
            }
        }
        throw unknown(type);
    }

    private static OperationException unknown(String type) {
        return new OperationException(
                "the subscription knows no resources of type " + type + ". Check the resource id.");
    }
}
