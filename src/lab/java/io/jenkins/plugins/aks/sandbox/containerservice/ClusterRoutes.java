package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import io.jenkins.plugins.aks.sandbox.arm.Tags;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Managed clusters. */
final class ClusterRoutes {
    static final String NAMESPACE = "Microsoft.ContainerService";
    static final String ALL =
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/managedClusters";
    static final String ONE = ALL + "/{cluster}";
    static final Duration DELETE_TIME = Duration.ofMinutes(4);
    private static final Duration CREATE_TIME = Duration.ofMinutes(5);
    private static final Duration UPGRADE_TIME = Duration.ofMinutes(8);
    /** Of an upgrade of the whole cluster. */
    private static final Duration CONTROL_PLANE_TIME = Duration.ofMinutes(7);

    private static final Duration UPDATE_TIME = Duration.ofMinutes(2);

    private final Schema schema = Schema.load("managedCluster", "UnmarshalError");
    private final Schema tags = Schema.load("tags", "UnmarshalError");
    private final SecureRandom random = new SecureRandom();
    private final ArmContext arm;
    private final Clusters clusters;
    private final ClusterPlanner planner;
    private final Async async;
    private final PoolUpgrades upgrades;

    ClusterRoutes(ArmContext arm, Clusters clusters, Versions versions, Async async, PoolUpgrades upgrades) {
        this.upgrades = upgrades;
        this.arm = arm;
        this.clusters = clusters;
        this.planner = new ClusterPlanner(arm, clusters, versions);
        this.async = async;
    }

    void add() {
        String everywhere = "/subscriptions/{subscription}/providers/" + Clusters.TYPE;
        arm.routes().add("GET", everywhere, Clusters.TYPE, call -> list(call, "/subscriptions/" + call.subscription()));
        arm.routes().add("GET", ALL, Clusters.TYPE, call -> {
            arm.groups().require(call.subscription(), call.group());
            return list(call, Groups.id(call.subscription(), call.group()));
        });
        arm.routes()
                .add(
                        "GET",
                        ONE,
                        Clusters.TYPE,
                        call -> WebResponse.json(
                                200, VersionedFields.shown(call, clusters.shown(clusters.require(call)))));
        arm.routes().add("PUT", ONE, Clusters.TYPE, this::put);
        arm.routes().add("PATCH", ONE, Clusters.TYPE, this::patch);
        arm.routes().add("DELETE", ONE, Clusters.TYPE, this::delete);
    }

    private WebResponse list(ArmCall call, String scope) {
        List<ObjectNode> found = arm.documents().under(scope).stream()
                .filter(d -> d.resource().path("type").asText().equals(Clusters.TYPE))
                .map(clusters::shown)
                .toList();
        return Pages.answer(arm, call, found);
    }

    private WebResponse put(ArmCall call) {
        arm.registrations().require(NAMESPACE);
        ArmDocument group = arm.groups().requireUsable(call.subscription(), call.group());
        VersionedFields.check(call);
        ObjectNode body = schema.check(call.body());
        Optional<ArmDocument> existing = clusters.find(call);
        Preconditions.check(call, existing);
        existing.ifPresent(clusters::requireIdle);
        String before = existing.map(
                        e -> e.properties().path("currentKubernetesVersion").asText())
                .orElse("");
        ClusterPlanner.Plan plan = planner.plan(call, group.name(), body, existing);
        ArmDocument cluster = plan.cluster();
        if (existing.isEmpty()) {
            createNodeGroup(call, cluster);
            byte[] token = new byte[64];
            random.nextBytes(token);
            cluster.internal().put("token", HexFormat.of().formatHex(token));
        }
        List<ArmDocument> upgraded = call.crash().isPresent()
                ? List.of()
                : plan.pools().stream().filter(PoolUpgrades::isUpgrade).toList();
        String kind = upgraded.isEmpty() ? kind(cluster, before) : "upgrade";
        cluster.state(
                switch (kind) {
                    case "create" -> "Creating";
                    case "upgrade" -> "Upgrading";
                    default -> "Updating";
                });
        arm.documents().put(cluster);
        plan.pools().forEach(arm.documents()::put);
        Duration duration = kind.equals("create") ? CREATE_TIME : kind.equals("upgrade") ? UPGRADE_TIME : UPDATE_TIME;
        Operation operation = begin(call, cluster, kind, upgraded.isEmpty() ? duration : PoolUpgrades.OPEN_END);
        boolean same = before.equals(cluster.internal().path("targetVersion").asText());
        upgraded.forEach(pool ->
                upgrades.begin(pool, same ? arm.clock().now() : arm.clock().in(CONTROL_PLANE_TIME)));
        if (!upgraded.isEmpty()) {
            clusters.announce(cluster);
        }
        ObjectNode shown = VersionedFields.shown(call, clusters.shown(cluster));
        return async.put(call, existing.isEmpty() ? 201 : 200, shown, operation);
    }

    private static String kind(ArmDocument cluster, String before) {
        if (!Clusters.isLive(cluster)) {
            return "create";
        }
        return before.equals(cluster.internal().path("targetVersion").asText()) ? "update" : "upgrade";
    }

    private Operation begin(ArmCall call, ArmDocument cluster, String kind, Duration duration) {
        String location = cluster.resource().path("location").asText();
        return arm.operations().begin(Clusters.KIND + kind, cluster.id(), location, duration, call.crash());
    }

    private void createNodeGroup(ArmCall call, ArmDocument cluster) {
        String name = cluster.properties().path("nodeResourceGroup").asText();
        if (arm.groups().find(call.subscription(), name).isPresent()) {
            throw ArmRefusal.invalid("nodeResourceGroup", "the resource group '" + name + "' exists already.");
        }
        ObjectNode nodeTags = Json.object()
                .put("aks-managed-cluster-name", cluster.name())
                .put("aks-managed-cluster-rg", call.group());
        arm.groups()
                .create(
                        call.subscription(),
                        name,
                        cluster.resource().path("location").asText(),
                        nodeTags,
                        cluster.id());
    }

    private WebResponse patch(ArmCall call) {
        ArmDocument cluster = clusters.require(call);
        ObjectNode body = tags.check(call.body());
        Preconditions.check(call, Optional.of(cluster));
        clusters.requireIdle(cluster);
        Tags.check(body.path("tags"));
        cluster.resource().set("tags", body.path("tags") instanceof ObjectNode given ? given : Json.object());
        cluster.state("Updating");
        arm.documents().put(cluster);
        Operation operation = begin(call, cluster, "update", Duration.ofSeconds(20));
        return async.put(call, 200, clusters.shown(cluster), operation);
    }

    private WebResponse delete(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        Optional<ArmDocument> existing = clusters.find(call);
        if (existing.isEmpty()) {
            return WebResponse.empty(204);
        }
        ArmDocument cluster = existing.get();
        Optional<Operation> running = arm.operations().running(cluster.id());
        if (running.isPresent() && running.get().kind().equals(Clusters.KIND + Completions.DELETE)) {
            return async.accepted(call, running.get());
        }
        Preconditions.check(call, existing);
        clusters.requireIdle(cluster);
        cluster.state("Deleting");
        arm.documents().put(cluster);
        return async.accepted(call, begin(call, cluster, Completions.DELETE, DELETE_TIME));
    }
}
