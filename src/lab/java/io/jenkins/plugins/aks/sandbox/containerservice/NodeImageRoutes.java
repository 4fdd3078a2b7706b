package io.jenkins.plugins.aks.sandbox.containerservice;

import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.time.Duration;

/** Upgrading the node image of a pool, its Kubernetes version unchanged; several pools may be at it at a time. */
final class NodeImageRoutes {
    private static final Duration NOTHING_TO_DO = Duration.ofSeconds(20);

    private final ArmContext arm;
    private final Clusters clusters;
    private final Async async;
    private final PoolUpgrades upgrades;

    NodeImageRoutes(ArmContext arm, Clusters clusters, Async async, PoolUpgrades upgrades) {
        this.arm = arm;
        this.clusters = clusters;
        this.async = async;
        this.upgrades = upgrades;
    }

    void add() {
        arm.routes().add("POST", PoolRoutes.ONE + "/upgradeNodeImageVersion", Clusters.POOL_TYPE, this::upgrade);
    }

    private WebResponse upgrade(ArmCall call) {
        ArmDocument cluster = clusters.require(call);
        ArmDocument pool = PoolRoutes.require(clusters, call);
        clusters.requireIdle(cluster, pool);
        String location = cluster.resource().path("location").asText();
        boolean newer = !upgrades.images()
                .latest(pool.properties().path("osSKU").asText())
                .equals(pool.properties().path("nodeImageVersion").asText());
        boolean nodes = newer && call.crash().isEmpty() && pool.internal().has(Clusters.LIVE);
        pool.state("UpgradingNodeImageVersion");
        arm.documents().put(pool);
        Operation operation = arm.operations()
                .begin(
                        Clusters.POOL_KIND + "upgrade",
                        pool.id(),
                        location,
                        nodes ? PoolUpgrades.OPEN_END : NOTHING_TO_DO,
                        call.crash());
        if (nodes) {
            upgrades.begin(pool, arm.clock().now());
            clusters.announce(cluster);
        }
        return async.accepted(call, operation);
    }
}
