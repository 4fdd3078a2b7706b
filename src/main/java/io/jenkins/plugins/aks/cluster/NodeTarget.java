package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the nodes of a pool should be like, as the pool says.
 *
 * @param atLeast nodes
 * @param atMost nodes
 * @param labels that each node must have; it may have more
 * @param taints that each node must have, and no others but those of the service
 * @param isPrivate true if the API server may be out of the controller's reach
 */
record NodeTarget(
        String clusterId,
        String pool,
        int atLeast,
        int atMost,
        Map<String, String> labels,
        Set<String> taints,
        boolean isPrivate) {

    /** The system pool of a cluster that was made or looked at. */
    static NodeTarget of(ClusterSpec spec, JsonNode cluster) {
        for (JsonNode pool : cluster.at("/properties/agentPoolProfiles")) {
            if (spec.pool().name().equals(pool.path("name").asText())) {
                return of(spec.id(), cluster, spec.pool().name(), pool);
            }
        }
        return of(spec.id(), cluster, spec.pool().name(), cluster.path("nothing"));
    }

    /** @param properties of the pool */
    static NodeTarget of(String clusterId, JsonNode cluster, String pool, JsonNode properties) {
        boolean scaled = properties.path("enableAutoScaling").asBoolean();
        int count = properties.path("count").asInt();
        Map<String, String> labels = new LinkedHashMap<>();
        properties
                .path("nodeLabels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        Set<String> taints = new TreeSet<>();
        properties.path("nodeTaints").forEach(taint -> taints.add(taint.asText()));
        return new NodeTarget(
                clusterId,
                pool,
                scaled ? properties.path("minCount").asInt() : count,
                scaled ? properties.path("maxCount").asInt() : count,
                labels,
                taints,
                cluster.at("/properties/apiServerAccessProfile/enablePrivateCluster")
                        .asBoolean());
    }

    String count() {
        return atLeast == atMost ? Integer.toString(atLeast) : atLeast + " to " + atMost;
    }
}
