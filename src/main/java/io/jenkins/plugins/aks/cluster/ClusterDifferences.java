package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How an existing cluster differs from what was asked for, and the body of the PUT that makes the difference go away. */
final class ClusterDifferences {
    private final ClusterSpec spec;
    private final ObjectNode cluster;
    private final List<Difference> ofCluster;
    private final List<Difference> ofPool;

    private ClusterDifferences(
            ClusterSpec spec, ObjectNode cluster, List<Difference> ofCluster, List<Difference> ofPool) {
        this.spec = spec;
        this.cluster = cluster;
        this.ofCluster = ofCluster;
        this.ofPool = ofPool;
    }

    /** @throws OperationException naming everything that can't be changed on an existing cluster */
    static ClusterDifferences of(ClusterSpec spec, ObjectNode cluster) throws OperationException {
        ObjectNode given = ClusterBody.given(spec);
        List<String> refused = new ArrayList<>();
        olderVersion(spec, cluster).ifPresent(refused::add);
        List<Difference> ofPool = List.of();
        Optional<ObjectNode> pool = pool(spec, cluster);
        if (pool.isPresent()) {
            ofPool = Difference.between(pool.get(), given.at("/properties/agentPoolProfiles/0"), Leaves.SYSTEM_POOL);
        } else {
            refused.add("nodePoolName: the cluster has no pool '" + spec.pool().name() + "' (aksNodePool adds one)");
        }
        List<Difference> ofCluster = Difference.between(cluster, given, Leaves.CLUSTER);
        Stream.concat(ofCluster.stream(), ofPool.stream())
                .filter(difference -> !difference.leaf().changeable())
                .map(Difference::text)
                .forEach(refused::add);
        if (!refused.isEmpty()) {
            throw new OperationException(
                    "cluster " + spec.name() + " exists and differs from what was asked in what can't be changed: "
                            + String.join("; ", refused)
                            + ". Leave these parameters out, give what the cluster has, use another name, or delete the"
                            + " cluster first.",
                    Map.of("resource", spec.id(), "code", "ClusterDiffers"),
                    null);
        }
        return new ClusterDifferences(spec, cluster, ofCluster, ofPool);
    }

    boolean isEmpty() {
        return ofCluster.isEmpty() && ofPool.isEmpty();
    }

    String text() {
        return Stream.concat(ofCluster.stream(), ofPool.stream())
                .map(Difference::text)
                .collect(Collectors.joining("; "));
    }

    /** The cluster as it is, with the differences made. */
    ObjectNode body() {
        ObjectNode body = ResourceUpdate.editable(cluster);
        ofCluster.forEach(difference -> difference.applyTo(body));
        pool(spec, body).ifPresent(pool -> {
            ofPool.forEach(difference -> difference.applyTo(pool));
            PoolBody.keepCountWithinLimits(pool);
        });
        return body;
    }

    /** Says what was given, is different, and is no longer this step's business. */
    void explainIgnored(Log log) {
        int count = pool(spec, cluster).map(pool -> pool.path("count").asInt()).orElse(0);
        Integer given = spec.pool().count();
        if (given != null && given != count && !spec.pool().wantsAutoscaler()) {
            log.line("cluster " + spec.name() + ": pool " + spec.pool().name() + " has " + count + " nodes; nodeCount: "
                    + given + " counts when the cluster is made, aksNodePool changes it later");
        }
    }

    private static Optional<ObjectNode> pool(ClusterSpec spec, ObjectNode cluster) {
        for (JsonNode pool : cluster.at("/properties/agentPoolProfiles")) {
            if (spec.pool().name().equals(pool.path("name").asText())) {
                return Optional.of((ObjectNode) pool);
            }
        }
        return Optional.empty();
    }

    /** Older than asked for is refused; newer is what upgrades leave behind. */
    private static Optional<String> olderVersion(ClusterSpec spec, ObjectNode cluster) {
        String current = ClusterResult.version(cluster);
        String wish = spec.wishedVersion();
        if (KubernetesVersions.isWord(wish)
                || !KubernetesVersion.parse(current).olderThan(KubernetesVersion.parse(wish))) {
            return Optional.empty();
        }
        return Optional.of(
                "kubernetesVersion: '" + current + "' instead of '" + wish + "' (upgrades have their own step)");
    }
}
