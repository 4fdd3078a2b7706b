package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes whose disks are used: pools that are made for it, and the label that says which ones they are. */
final class StorageNodes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String clusterId;

    StorageNodes(String clusterId) {
        this.clusterId = clusterId;
    }

    /** Makes a pool that does not exist, with the label. */
    Operation<AksSession> pool(String name, String vmSize, int count) {
        return new EnsureResource<>(
                ResourceTarget.pool(clusterId, name),
                AksSession.ACCESS,
                (session, current) ->
                        current.isPresent() ? Optional.empty() : Optional.of(body(session, name, vmSize, count)),
                (session, current, changed) -> Map.of("changed", changed));
    }

    private ObjectNode body(AksSession session, String name, String vmSize, int count)
            throws OperationException, TransientException {
        JsonNode system = system(
                session.arm().get(clusterId, ApiVersions.CONTAINER_SERVICE).body());
        session.log().line("node pool " + name + ": adding " + count + " × " + vmSize);
        ObjectNode properties = JSON.objectNode();
        properties.put("count", count).put("vmSize", vmSize).put("mode", "User");
        properties.put("type", "VirtualMachineScaleSets").put("osType", "Linux");
        properties.put("osSKU", system.path("osSKU").asText("Ubuntu"));
        String access = system.at("/securityProfile/sshAccess").asText("Disabled");
        properties.putObject("securityProfile").put("sshAccess", access);
        properties.putObject("nodeLabels").put(ContainerStorage.LABEL, ContainerStorage.LABEL_VALUE);
        ObjectNode tags = properties.putObject("tags");
        session.tags().forEach(tags::put);
        return JSON.objectNode().set("properties", properties);
    }

    /** Later pools do not inherit what the first one was given (spec section 2.3). */
    private static JsonNode system(JsonNode cluster) {
        JsonNode pools = cluster.at("/properties/agentPoolProfiles");
        for (JsonNode pool : pools) {
            if (pool.path("mode").asText().equals("System")) {
                return pool;
            }
        }
        return pools.path(0);
    }

    /** Puts the label on these pools, and takes it off all others (spec section 7.1, no. 4). */
    Operation<AksSession> labels(List<String> pools) {
        return new EnsureResource<>(
                ResourceTarget.cluster(clusterId),
                AksSession.ACCESS,
                (session, current) -> labelled(session, current, pools),
                (session, current, changed) -> Map.of("changed", changed));
    }

    private Optional<ObjectNode> labelled(AksSession session, Optional<ObjectNode> current, List<String> pools)
            throws OperationException {
        ObjectNode body = ResourceUpdate.editable(
                current.orElseThrow(() -> new OperationException("the cluster " + clusterId + " is gone")));
        boolean changes = false;
        for (JsonNode each : body.at("/properties/agentPoolProfiles")) {
            ObjectNode pool = (ObjectNode) each;
            String name = pool.path("name").asText();
            boolean has = pool.path("nodeLabels")
                    .path(ContainerStorage.LABEL)
                    .asText()
                    .equals(ContainerStorage.LABEL_VALUE);
            if (pools.contains(name) && !has) {
                pool.withObjectProperty("nodeLabels").put(ContainerStorage.LABEL, ContainerStorage.LABEL_VALUE);
                session.log().line("node pool " + name + ": its disks are to be used");
                changes = true;
            } else if (!pools.contains(name) && pool.path("nodeLabels").has(ContainerStorage.LABEL)) {
                ((ObjectNode) pool.path("nodeLabels")).remove(ContainerStorage.LABEL);
                session.log().line("node pool " + name + ": its disks are no longer to be used");
                changes = true;
            }
        }
        return changes ? Optional.of(body) : Optional.empty();
    }
}
