package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the resources that a deployment made are still there; a deployment itself does not notice when one goes. */
final class DeployedResources {
    private final Arm arm;
    private final String subscription;
    private final Map<String, String> versions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** @param template gives the api-versions that its resources are asked for with */
    DeployedResources(Arm arm, String subscription, ObjectNode template) {
        this.arm = arm;
        this.subscription = subscription;
        collect(template, "");
    }

    /** The first that is missing or failed, in words; empty where all are well. */
    Optional<String> lost(JsonNode outputResources) throws OperationException, TransientException {
        for (JsonNode each : outputResources) {
            ResourceId id = ResourceId.parse(each.path("id").asText());
            Optional<String> version = version(id.type());
            if (version.isEmpty()) {
                continue;
            }
            Optional<ArmResponse> found = arm.find(id.toString(), version.get());
            boolean failed = found.flatMap(ArmResponse::provisioningState)
                    .filter(LongRunning::isFailure)
                    .isPresent();
            if (found.isEmpty() || failed) {
                return Optional.of(id.type() + " " + id.name() + (failed ? " has failed" : " is gone"));
            }
        }
        return Optional.empty();
    }

    private void collect(JsonNode node, String parent) {
        JsonNode resources = node.path("resources");
        for (JsonNode each : resources) {
            String type =
                    (parent.isEmpty() ? "" : parent + "/") + each.path("type").asText();
            String version = each.path("apiVersion").asText();
            if (!version.startsWith("[")) {
                versions.putIfAbsent(type, version);
            }
            collect(each, type);
            collect(each.at("/properties/template"), "");
        }
    }

    /** Of a type that the template does not name literally: the newest that the subscription offers. */
    private Optional<String> version(String type) throws OperationException, TransientException {
        if (versions.containsKey(type)) {
            return Optional.of(versions.get(type));
        }
        String namespace = type.substring(0, type.indexOf('/'));
        String name = type.substring(namespace.length() + 1);
        JsonNode provider = arm.get("/subscriptions/" + subscription + "/providers/" + namespace, ApiVersions.RESOURCES)
                .body();
        for (JsonNode each : provider.path("resourceTypes")) {
            if (each.path("resourceType").asText().equalsIgnoreCase(name)) {
                return Optional.ofNullable(each.path("apiVersions").path(0).asText(null));
            }
        }
        return Optional.empty();
    }
}
