package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Agent pools. */
final class PoolRoutes {
    static final String ALL = ClusterRoutes.ONE + "/agentPools";
    static final String ONE = ALL + "/{pool}";
    private static final Duration CREATE_TIME = Duration.ofMinutes(3);
    private static final Duration CHANGE_TIME = Duration.ofMinutes(2);
    private static final Duration DELETE_TIME = Duration.ofMinutes(2);

    private final Schema schema = Schema.load("agentPool", "UnmarshalError");
    private final ArmContext arm;
    private final Clusters clusters;
    private final PoolPlanner planner;
    private final Async async;
    private final PoolUpgrades upgrades;

    PoolRoutes(ArmContext arm, Clusters clusters, Versions versions, Async async, PoolUpgrades upgrades) {
        this.upgrades = upgrades;
        this.arm = arm;
        this.clusters = clusters;
        this.planner = new PoolPlanner(arm, versions);
        this.async = async;
    }

    void add() {
        arm.routes()
                .add(
                        "GET",
                        ALL,
                        Clusters.POOL_TYPE,
                        call -> Pages.answer(
                                arm,
                                call,
                                clusters.pools(clusters.require(call)).stream()
                                        .map(clusters::shownPool)
                                        .toList()));
        arm.routes()
                .add("GET", ONE, Clusters.POOL_TYPE, call -> WebResponse.json(200, clusters.shownPool(require(call))));
        arm.routes().add("PUT", ONE, Clusters.POOL_TYPE, this::put);
        arm.routes().add("DELETE", ONE, Clusters.POOL_TYPE, this::delete);
    }

    private ArmDocument require(ArmCall call) {
        return require(clusters, call);
    }

    static ArmDocument require(Clusters clusters, ArmCall call) {
        String name = call.parameter("pool");
        return clusters.pool(clusters.require(call), name)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "NotFound",
                        "Could not find the agentpool: " + name + " in cluster " + call.parameter("cluster")
                                + " of resource group " + call.group() + "."));
    }

    private WebResponse put(ArmCall call) {
        arm.registrations().require(ClusterRoutes.NAMESPACE);
        ArmDocument cluster = clusters.require(call);
        ObjectNode body = schema.check(call.body());
        Optional<ArmDocument> existing = clusters.pool(cluster, call.parameter("pool"));
        Preconditions.check(call, existing);
        clusters.requireIdle(cluster);
        if (!Clusters.isLive(cluster)) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "Managed cluster " + cluster.name() + " was never up (it is in state " + cluster.state()
                            + "): create it again or delete it before changing its agent pools.");
        }
        ObjectNode given = body.path("properties") instanceof ObjectNode object ? object : Json.object();
        String controlPlane = cluster.internal().path("targetVersion").asText();
        ArmDocument pool = planner.plan(cluster, call.parameter("pool"), given, existing, controlPlane);
        requireSystemPool(cluster, pool);
        String location = cluster.resource().path("location").asText();
        planner.checkQuota(List.of(pool), location);
        if (pool.isFinal()) {
            pool.state("Updating");
        }
        arm.documents().put(pool);
        boolean nodes = PoolUpgrades.isUpgrade(pool) && call.crash().isEmpty();
        Duration duration = nodes ? PoolUpgrades.OPEN_END : existing.isEmpty() ? CREATE_TIME : CHANGE_TIME;
        Operation operation =
                arm.operations().begin(Clusters.POOL_KIND + kind(pool), pool.id(), location, duration, call.crash());
        if (nodes) {
            upgrades.begin(pool, arm.clock().now());
            clusters.announce(cluster);
        }
        return async.put(call, existing.isEmpty() ? 201 : 200, clusters.shownPool(pool), operation);
    }

    private static String kind(ArmDocument pool) {
        return switch (pool.state()) {
            case "Creating" -> "create";
            case "Upgrading" -> "upgrade";
            case "Scaling" -> "scale";
            default -> "update";
        };
    }

    private void requireSystemPool(ArmDocument cluster, ArmDocument changed) {
        List<ArmDocument> pools = new ArrayList<>(clusters.pools(cluster));
        pools.removeIf(p -> p.id().equalsIgnoreCase(changed.id()));
        pools.add(changed);
        PoolPlanner.requireSystemPool(pools);
    }

    private WebResponse delete(ArmCall call) {
        ArmDocument cluster = clusters.require(call);
        Optional<ArmDocument> existing = clusters.pool(cluster, call.parameter("pool"));
        if (existing.isEmpty()) {
            return WebResponse.empty(204);
        }
        ArmDocument pool = existing.get();
        Optional<Operation> running = arm.operations().running(pool.id());
        if (running.isPresent() && running.get().kind().equals(Clusters.POOL_KIND + Completions.DELETE)) {
            return async.accepted(call, running.get());
        }
        Preconditions.check(call, existing);
        clusters.requireIdle(cluster);
        List<ArmDocument> rest = new ArrayList<>(clusters.pools(cluster));
        rest.removeIf(p -> p.name().toLowerCase(Locale.ROOT).equals(pool.name()));
        PoolPlanner.requireSystemPool(rest);
        pool.state("Deleting");
        arm.documents().put(pool);
        String location = cluster.resource().path("location").asText();
        return async.accepted(
                call,
                arm.operations()
                        .begin(
                                Clusters.POOL_KIND + Completions.DELETE,
                                pool.id(),
                                location,
                                DELETE_TIME,
                                call.crash()));
    }
}
