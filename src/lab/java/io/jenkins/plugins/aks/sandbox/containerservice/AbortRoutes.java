package io.jenkins.plugins.aks.sandbox.containerservice;

import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.time.Duration;
import java.util.Optional;

/** Aborting what runs on a cluster or a pool: 202, or 204 where nothing runs. */
final class AbortRoutes {
    private static final String ABORT = "abort";

    private final ArmContext arm;
    private final Clusters clusters;
    private final Async async;
    private final PoolUpgrades upgrades;

    AbortRoutes(ArmContext arm, Clusters clusters, Async async, PoolUpgrades upgrades) {
        this.upgrades = upgrades;
        this.arm = arm;
        this.clusters = clusters;
        this.async = async;
    }

    void add() {
        arm.routes()
                .add(
                        "POST",
                        ClusterRoutes.ONE + "/abort",
                        Clusters.TYPE,
                        call -> abort(call, clusters.require(call), Clusters.KIND));
        arm.routes()
                .add(
                        "POST",
                        PoolRoutes.ONE + "/abort",
                        Clusters.POOL_TYPE,
                        call -> abort(call, PoolRoutes.require(clusters, call), Clusters.POOL_KIND));
    }

    private WebResponse abort(ArmCall call, ArmDocument document, String kindPrefix) {
        Optional<Operation> running = arm.operations().running(document.id());
        if (running.isEmpty()) {
            return WebResponse.empty(204);
        }
        if (running.get().kind().endsWith(ABORT)) {
            return async.accepted(call, running.get());
        }
        arm.operations().cancel(running.get(), Duration.ofSeconds(25));
        document.state("Canceling");
        arm.documents().put(document);
        upgrades.stop(clusters.require(call), document);
        return async.accepted(
                call,
                arm.operations()
                        .begin(
                                kindPrefix + ABORT,
                                document.id(),
                                running.get().location(),
                                Duration.ofSeconds(30),
                                call.crash()));
    }
}
