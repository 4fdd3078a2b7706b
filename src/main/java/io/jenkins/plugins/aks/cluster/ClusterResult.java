package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code aksCreate} returns: see help-result.html. */
final class ClusterResult {
    private ClusterResult() {}

    static Map<String, Object> of(ClusterSpec spec, JsonNode cluster, boolean changed, boolean nodesReady) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", cluster.path("id").asText(spec.id()));
        result.put("name", spec.name());
        result.put("resourceGroup", spec.resourceGroup());
        result.put("location", Locations.normal(cluster.path("location").asText()));
        result.put(
                "fqdn",
                cluster.at("/properties/fqdn")
                        .asText(cluster.at("/properties/privateFQDN").asText()));
        result.put("kubernetesVersion", version(cluster));
        result.put(
                "nodeResourceGroup", cluster.at("/properties/nodeResourceGroup").asText());
        result.put("principalId", principal(cluster));
        result.put(
                "kubeletObjectId",
                cluster.at("/properties/identityProfile/kubeletidentity/objectId")
                        .asText());
        result.put("powerState", cluster.at("/properties/powerState/code").asText());
        result.put(
                "oidcIssuer",
                cluster.at("/properties/oidcIssuerProfile/issuerURL").asText());
        result.put("vmSize", vmSize(spec, cluster));
        result.put("nodesReady", nodesReady);
        result.put("changed", changed);
        return result;
    }

    /** The version the control plane runs. */
    static String version(JsonNode cluster) {
        return cluster.at("/properties/currentKubernetesVersion")
                .asText(cluster.at("/properties/kubernetesVersion").asText());
    }

    private static String principal(JsonNode cluster) {
        String own = cluster.at("/identity/principalId").asText();
        return own.isEmpty()
                ? cluster.at("/identity/userAssignedIdentities")
                        .findPath("principalId")
                        .asText()
                : own;
    }

    private static String vmSize(ClusterSpec spec, JsonNode cluster) {
        for (JsonNode pool : cluster.at("/properties/agentPoolProfiles")) {
            if (spec.pool().name().equals(pool.path("name").asText())) {
                return pool.path("vmSize").asText();
            }
        }
        return "";
    }
}
