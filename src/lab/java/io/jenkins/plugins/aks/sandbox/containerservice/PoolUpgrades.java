package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterKeys;
import io.jenkins.plugins.aks.sandbox.FaultRule.Crash;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Upgrades of pools, node by node: asks the Kubernetes side to replace the nodes, and ends the operation when it has, or
 * when it can't.
 */
final class PoolUpgrades {
    static final String ROLLOUT = "rollout";
    /** Longer than any; the nodes say when it is over. */
    static final Duration OPEN_END = Duration.ofDays(2);

    private final ArmContext arm;
    private final Clusters clusters;
    private final NodeImages images;

    PoolUpgrades(ArmContext arm, Clusters clusters) {
        this.arm = arm;
        this.clusters = clusters;
        this.images = new NodeImages(arm.sandbox());
    }

    NodeImages images() {
        return images;
    }

    /** Whether what was planned means other nodes. */
    static boolean isUpgrade(ArmDocument pool) {
        return pool.state().equals("Upgrading") && pool.internal().has(Clusters.LIVE);
    }

    /** The pool's nodes are to get its target version and the latest image, beginning at {@code from}. */
    void begin(ArmDocument pool, Instant from) {
        ObjectNode properties = pool.properties();
        JsonNode settings = properties.path("upgradeSettings");
        int count = properties.path("count").asInt();
        int surge = part(settings.path("maxSurge").asText("10%"), count);
        pool.internal()
                .putObject(ROLLOUT)
                .put(
                        "id",
                        arm.ids()
                                .guid("rollout " + pool.id() + " " + pool.etag()
                                        + arm.clock().now()))
                .put("from", from.toString())
                .put("version", pool.internal().path("targetVersion").asText())
                .put("image", images.latest(properties.path("osSKU").asText()))
                .put("surge", surge)
                .put("unavailable", part(settings.path("maxUnavailable").asText("0"), count))
                .put("drainMinutes", settings.path("drainTimeoutInMinutes").asInt(30))
                .put("soakMinutes", settings.path("nodeSoakDurationInMinutes").asInt(0));
        arm.documents().put(pool);
    }

    /** No further node is touched of a pool, or of all pools of a cluster. */
    void stop(ArmDocument cluster, ArmDocument stopped) {
        List<ArmDocument> pools = stopped.id().equals(cluster.id()) ? clusters.pools(cluster) : List.of(stopped);
        for (ArmDocument pool : pools) {
            if (pool.internal().remove(ROLLOUT) != null) {
                arm.documents().put(pool);
            }
        }
        clusters.announce(cluster);
    }

    /** A number of nodes or a part of the pool, then one at least. */
    static int part(String value, int count) {
        return value.endsWith("%")
                ? Math.max(1, (count * Integer.parseInt(value.replace("%", "")) + 99) / 100)
                : Integer.parseInt(value);
    }

    /** Ends what the nodes have finished since the last request. */
    void check() {
        for (Operation operation : arm.operations().running()) {
            if (List.of(Clusters.KIND + "upgrade", Clusters.POOL_KIND + "upgrade")
                            .contains(operation.kind())
                    && !operation.status().equals("Canceling")) {
                arm.sandbox().store().atomically(() -> check(operation));
            }
        }
    }

    private Void check(Operation operation) {
        Optional<ArmDocument> target = arm.documents().find(operation.target());
        if (target.isEmpty() || operation.crash().isPresent()) {
            return null;
        }
        boolean whole = operation.kind().startsWith(Clusters.KIND);
        List<ArmDocument> pools = whole ? clusters.pools(target.get()) : List.of(target.get());
        pools = pools.stream().filter(pool -> pool.internal().has(ROLLOUT)).toList();
        if (whole && !pools.isEmpty()) {
            controlPlane(target.get(), pools.get(0));
        }
        boolean running = false;
        Optional<Crash> crash = Optional.empty();
        for (ArmDocument pool : pools) {
            ObjectNode progress = progress(pool);
            running |=
                    !List.of("done", "failed").contains(progress.path("state").asText());
            if (progress.path("state").asText().equals("failed")) {
                crash = Optional.of(new Crash(
                        progress.path("code").asText(), progress.path("message").asText()));
            }
        }
        if (!pools.isEmpty() && (!running || crash.isPresent())) {
            arm.operations().finish(operation, crash);
        }
        return null;
    }

    /** In an upgrade of the whole cluster the control plane is through before the first node is touched. */
    private void controlPlane(ArmDocument cluster, ArmDocument pool) {
        String version = cluster.internal().path("targetVersion").asText();
        boolean due = !Instant.parse(pool.internal().path(ROLLOUT).path("from").asText())
                .isAfter(arm.clock().now());
        if (due
                && !cluster.properties()
                        .path("currentKubernetesVersion")
                        .asText()
                        .equals(version)) {
            cluster.properties().put("currentKubernetesVersion", version);
            arm.documents().put(cluster);
            clusters.announce(cluster);
        }
    }

    /** What the nodes came to; anything but done or failed while they are at it. */
    private ObjectNode progress(ArmDocument pool) {
        String clusterId = pool.id().substring(0, pool.id().indexOf("/agentPools/"));
        String key = "k8s/" + ClusterKeys.keyOf(clusterId) + "/rollouts/" + pool.name();
        return arm.sandbox()
                .store()
                .get(key)
                .filter(progress -> progress.path("id")
                        .asText()
                        .equals(pool.internal().path(ROLLOUT).path("id").asText()))
                .orElseGet(Json::object);
    }

    /** Whether the pool's nodes were all replaced. */
    boolean isDone(ArmDocument pool) {
        return progress(pool).path("state").asText().equals("done");
    }
}
