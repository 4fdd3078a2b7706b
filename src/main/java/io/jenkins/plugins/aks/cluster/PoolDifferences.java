package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How an existing pool differs from what was asked for, and the body of the PUT that makes the difference go away. */
final class PoolDifferences {
    private final ObjectNode pool;
    private final List<Difference> differences;
    private final String version;

    private PoolDifferences(ObjectNode pool, List<Difference> differences, String version) {
        this.pool = pool;
        this.differences = differences;
        this.version = version;
    }

    /** @throws OperationException naming everything that can't be changed on an existing pool */
    static PoolDifferences of(PoolSpec spec, JsonNode cluster, ObjectNode pool) throws OperationException {
        JsonNode properties = pool.path("properties");
        List<Difference> differences =
                new ArrayList<>(Difference.between(properties, Models.json(PoolBody.given(spec)), Leaves.POOL));
        if (spec.wantsAutoscaler()) {
            differences.removeIf(difference -> difference.leaf().parameter().equals("count"));
        }
        String fixed = differences.stream()
                .filter(difference -> !difference.leaf().changeable())
                .map(Difference::text)
                .collect(Collectors.joining("; "));
        if (!fixed.isEmpty()) {
            throw new OperationException(
                    "pool " + spec.name() + " exists and differs from what was asked in what can't be changed: " + fixed
                            + ". Leave these parameters out, or make a pool of another name and delete this one"
                            + " (state: 'absent').",
                    Map.of("pool", spec.name(), "code", "PoolDiffers"),
                    null);
        }
        refuseCountUnderAutoscaler(spec, properties, differences);
        refuseLastSystemPool(spec, cluster, properties);
        return new PoolDifferences(pool, List.copyOf(differences), version(spec, cluster, properties));
    }

    boolean isEmpty() {
        return differences.isEmpty() && version == null;
    }

    String text() {
        List<String> texts = new ArrayList<>();
        differences.forEach(difference -> texts.add(difference.text()));
        if (version != null) {
            texts.add("orchestratorVersion: '" + current(pool.path("properties")) + "' instead of '" + version + "'");
        }
        return String.join("; ", texts);
    }

    /** How many nodes more than there are. */
    int moreNodes(PoolSpec spec) {
        int now = pool.at("/properties/count").asInt();
        Integer wanted = spec.wantsAutoscaler() ? spec.minCount() : spec.count();
        return wanted == null ? 0 : wanted - now;
    }

    /** The pool as it is, with the differences made. */
    ObjectNode body() {
        ObjectNode body = ResourceUpdate.editable(pool);
        ObjectNode properties = body.withObject("/properties");
        differences.forEach(difference -> difference.applyTo(properties));
        if (!properties.path("enableAutoScaling").asBoolean()) {
            properties.remove(List.of("minCount", "maxCount"));
        }
        PoolBody.keepCountWithinLimits(properties);
        if (version != null) {
            properties.put("orchestratorVersion", version);
        }
        return body;
    }

    private static void refuseCountUnderAutoscaler(PoolSpec spec, JsonNode properties, List<Difference> differences)
            throws InvalidParameterException {
        boolean on = properties.path("enableAutoScaling").asBoolean() && !Boolean.FALSE.equals(spec.autoscaler());
        boolean counts = differences.stream()
                .anyMatch(difference -> difference.leaf().parameter().equals("count"));
        if (on && counts) {
            throw new InvalidParameterException(
                    "count",
                    spec.count(),
                    "no count while the autoscaler of pool " + spec.name() + " decides (" + properties.path("minCount")
                            + " to " + properties.path("maxCount") + ", now " + properties.path("count") + ")",
                    "Give minCount and maxCount, or switch it off with autoscaler: 'off'.");
        }
    }

    private static void refuseLastSystemPool(PoolSpec spec, JsonNode cluster, JsonNode properties)
            throws InvalidParameterException {
        boolean demoted = "User".equals(spec.mode())
                && "System".equals(properties.path("mode").asText());
        if (demoted && isLastSystemPool(cluster, spec.name())) {
            throw new InvalidParameterException(
                    "mode",
                    "User",
                    "System: " + spec.name() + " is the cluster's only system pool",
                    "Add another pool with mode: 'System' first.");
        }
    }

    static boolean isLastSystemPool(JsonNode cluster, String name) {
        boolean system = false;
        boolean others = false;
        for (JsonNode each : cluster.at("/properties/agentPoolProfiles")) {
            if ("System".equals(each.path("mode").asText())) {
                boolean own = each.path("name").asText().equals(name);
                system |= own;
                others |= !own;
            }
        }
        return system && !others;
    }

    /** The version to upgrade the pool to; null for none. A minor version that the pool has already is none. */
    private static String version(PoolSpec spec, JsonNode cluster, JsonNode properties)
            throws InvalidParameterException {
        if (spec.version() == null) {
            return null;
        }
        KubernetesVersion wanted = KubernetesVersion.parse(spec.version());
        KubernetesVersion now = KubernetesVersion.parse(current(properties));
        KubernetesVersion controlPlane = KubernetesVersion.parse(ClusterResult.version(cluster));
        if (wanted.olderThan(now) || controlPlane.olderThan(wanted)) {
            throw new InvalidParameterException(
                    "orchestratorVersion",
                    spec.version(),
                    "from " + now + ", which the pool has, to " + controlPlane + ", which the control plane has",
                    "A pool can't go back, nor ahead of the control plane: upgrade that first.");
        }
        return now.olderThan(wanted) ? spec.version() : null;
    }

    private static String current(JsonNode properties) {
        return properties
                .path("currentOrchestratorVersion")
                .asText(properties.path("orchestratorVersion").asText());
    }
}
