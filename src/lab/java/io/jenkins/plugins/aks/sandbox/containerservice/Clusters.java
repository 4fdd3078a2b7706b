package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterEvents;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The clusters and pools that exist, and what the Kubernetes side is told of them. */
final class Clusters {
    static final String TYPE = "Microsoft.ContainerService/managedClusters";
    static final String POOL_TYPE = TYPE + "/agentPools";
    static final String KIND = "cluster.";
    static final String POOL_KIND = "pool.";
    /** Of a pool: its properties as its nodes have them. */
    static final String LIVE = "live";
    /** Of a pool: the names of the machines that somebody has deleted. */
    static final String DELETED = "deletedMachines";

    private final ArmContext arm;

    Clusters(ArmContext arm) {
        this.arm = arm;
    }

    /** With the lower-case {@code resourcegroups} that the service really returns. */
    static String id(String subscription, String group, String name) {
        return "/subscriptions/" + subscription + "/resourcegroups/" + group + "/providers/" + TYPE + "/" + name;
    }

    static String poolId(ArmDocument cluster, String pool) {
        return cluster.id() + "/agentPools/" + pool;
    }

    Optional<ArmDocument> find(ArmCall call) {
        return arm.documents().find(id(call.subscription(), call.group(), call.parameter("cluster")));
    }

    /** @throws ArmRefusal 404 */
    ArmDocument require(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        return find(call).orElseThrow(() -> notFound(call));
    }

    static ArmRefusal notFound(ArmCall call) {
        return new ArmRefusal(
                404,
                "ResourceNotFound",
                "The Resource '" + TYPE + "/" + call.parameter("cluster") + "' under resource group '" + call.group()
                        + "' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");
    }

    List<ArmDocument> pools(ArmDocument cluster) {
        return arm.documents().children(cluster.id() + "/agentPools");
    }

    Optional<ArmDocument> pool(ArmDocument cluster, String name) {
        return arm.documents().find(poolId(cluster, name));
    }

    /** The operation that runs on the cluster or on one of its pools. */
    Optional<Operation> running(ArmDocument cluster) {
        return Stream.concat(Stream.of(cluster), pools(cluster).stream())
                .flatMap(d -> arm.operations().running(d.id()).stream())
                .findFirst();
    }

    /** @throws ArmRefusal 409 while an operation runs on the cluster, one of its pools or one of its extensions */
    void requireIdle(ArmDocument cluster) {
        refuseWhileRunning(Stream.concat(Stream.of(cluster), arm.documents().under(cluster.id()).stream()));
    }

    /** @throws ArmRefusal 409 while an operation runs on the cluster itself or on this pool; other pools are no matter */
    void requireIdle(ArmDocument cluster, ArmDocument pool) {
        refuseWhileRunning(Stream.of(cluster, pool));
    }

    private void refuseWhileRunning(Stream<ArmDocument> guarded) {
        guarded.flatMap(d -> arm.operations().running(d.id()).stream())
                .findFirst()
                .ifPresent(Clusters::refuse);
    }

    private static void refuse(Operation o) {
        String what = o.kind().startsWith(POOL_KIND)
                ? "agent pool"
                : o.kind().startsWith(KIND) ? "managed cluster" : "extension";
        throw new ArmRefusal(
                409,
                "OperationNotAllowed",
                "Operation is not allowed because there's an in progress "
                        + o.kind().substring(o.kind().indexOf('.') + 1) + " " + what + " operation on the " + what
                        + " " + o.target().substring(o.target().lastIndexOf('/') + 1) + " started at "
                        + o.started() + ". Please wait for it to finish before starting a new operation."
                        + " See https://aka.ms/aks-pending-operation for more details");
    }

    /** The cluster as clients see it. */
    ObjectNode shown(ArmDocument cluster) {
        ObjectNode shown = cluster.resource().deepCopy();
        shown.put("eTag", cluster.etag());
        ArrayNode profiles = shown.withObjectProperty("properties").putArray("agentPoolProfiles");
        for (ArmDocument pool : pools(cluster)) {
            ObjectNode profile = profiles.addObject().put("name", pool.name());
            profile.setAll(pool.properties());
            profile.put("eTag", pool.etag());
        }
        return shown;
    }

    ObjectNode shownPool(ArmDocument pool) {
        ObjectNode shown = pool.resource().deepCopy();
        shown.withObjectProperty("properties").put("eTag", pool.etag());
        return shown;
    }

    /** Whether it was ever up. */
    static boolean isLive(ArmDocument cluster) {
        return cluster.internal().path(LIVE).asBoolean();
    }

    void announce(ArmDocument cluster) {
        if (!isLive(cluster)) {
            return;
        }
        List<ObjectNode> live = new ArrayList<>();
        for (ArmDocument pool : pools(cluster)) {
            if (pool.internal().has(LIVE)) {
                ObjectNode node = Json.object()
                        .put("id", pool.id())
                        .put("name", pool.name())
                        .put("type", POOL_TYPE);
                node.set("properties", pool.internal().get(LIVE).deepCopy());
                node.set(DELETED, pool.internal().withArrayProperty(DELETED).deepCopy());
                JsonNode rollout = pool.internal().path(PoolUpgrades.ROLLOUT);
                if (rollout.isObject()) {
                    node.set(PoolUpgrades.ROLLOUT, rollout.deepCopy());
                }
                live.add(node);
            }
        }
        for (ClusterEvents listener : arm.sandbox().clusterListeners()) {
            listener.changed(shown(cluster), live);
        }
    }

    /** Removes the cluster with its pools, its node resource group and its Kubernetes API. */
    void remove(ArmDocument cluster) {
        arm.documents().under(cluster.id()).forEach(d -> arm.documents().remove(d.id()));
        arm.documents().remove(cluster.id());
        arm.sandbox().clusterAccess().close(cluster.id());
        String subscription = cluster.id().split("/")[2];
        String nodeGroup = cluster.properties().path("nodeResourceGroup").asText();
        arm.groups().find(subscription, nodeGroup).ifPresent(g -> arm.groups().remove(g.id()));
        arm.sandbox().clusterListeners().forEach(l -> l.deleted(cluster.id()));
    }
}
