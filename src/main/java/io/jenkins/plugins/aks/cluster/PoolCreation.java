package io.jenkins.plugins.aks.cluster;

import com.azure.resourcemanager.containerservice.models.ManagedClusterAgentPoolProfile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;

/**
 * The body of a new pool, after asking the service whether it can be made. What the command line would leave to chance is
 * taken from the cluster's system pool: {@code osSku} (the service would take Ubuntu) and {@code sshAccess} (the service
 * would open it).
 */
final class PoolCreation {
    private PoolCreation() {}

    /** @param notes what a person should know of the choices made */
    static ObjectNode body(AksSession session, Log notes, String subscription, JsonNode cluster, PoolSpec spec)
            throws OperationException, TransientException {
        JsonNode system = systemPool(cluster);
        String location = Locations.normal(cluster.path("location").asText());
        VmSize size = PoolSizes.choose(session.arm(), notes, subscription, location, "pool " + spec.name(), spec);
        ManagedClusterAgentPoolProfile pool = PoolBody.create(
                spec,
                size.name(),
                "User",
                system.path("osSKU").textValue(),
                system.at("/securityProfile/sshAccess").asText("Disabled"),
                version(cluster, spec));
        Map<String, String> given = spec.tags() == null ? Map.of() : spec.tags();
        pool.withTags(Tags.merge(session.tags(), given));
        ObjectNode properties = Models.json(pool);
        properties.remove("name");
        return Models.object().set("properties", properties);
    }

    private static String version(JsonNode cluster, PoolSpec spec) throws InvalidParameterException {
        if (spec.version() == null) {
            return null;
        }
        KubernetesVersion controlPlane = KubernetesVersion.parse(ClusterResult.version(cluster));
        if (controlPlane.olderThan(KubernetesVersion.parse(spec.version()))) {
            throw new InvalidParameterException(
                    "orchestratorVersion",
                    spec.version(),
                    "up to " + controlPlane + ", which the control plane has",
                    "Leave it out for the control plane's version, or upgrade that first.");
        }
        return spec.version();
    }

    private static JsonNode systemPool(JsonNode cluster) {
        for (JsonNode pool : cluster.at("/properties/agentPoolProfiles")) {
            if ("System".equals(pool.path("mode").asText())) {
                return pool;
            }
        }
        return cluster.at("/properties/agentPoolProfiles/0");
    }
}
