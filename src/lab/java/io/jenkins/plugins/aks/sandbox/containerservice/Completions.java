package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.Deletable;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What clusters and pools are when their operations end. */
final class Completions {
    static final String DELETE = "delete";
    static final List<String> PUTS = List.of("create", "update", "upgrade", "scale", MachineRoutes.DELETE);

    private final ArmContext arm;
    private final Clusters clusters;
    private final PoolUpgrades upgrades;

    Completions(ArmContext arm, Clusters clusters, PoolUpgrades upgrades) {
        this.upgrades = upgrades;
        this.arm = arm;
        this.clusters = clusters;
    }

    void register() {
        for (String put : PUTS) {
            arm.operations().onCompletion(Clusters.KIND + put, this::clusterPut);
            arm.operations().onCompletion(Clusters.POOL_KIND + put, this::poolPut);
        }
        arm.operations().onCompletion(Clusters.KIND + DELETE, this::clusterDeleted);
        arm.operations().onCompletion(Clusters.POOL_KIND + DELETE, this::poolDeleted);
        arm.groups().onDelete(Clusters.TYPE, new Deletable() {
            @Override
            public Duration duration() {
                return ClusterRoutes.DELETE_TIME.plusMinutes(1);
            }

            @Override
            public void remove(ArmDocument document) {
                clusters.remove(document);
            }
        });
    }

    private void clusterPut(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(cluster -> {
            settle(cluster, operation);
            for (ArmDocument pool : clusters.pools(cluster)) {
                if (!pool.isFinal()) {
                    endPool(pool, operation);
                }
            }
            if (operation.succeeded()) {
                String version = cluster.internal().path("targetVersion").asText();
                cluster.properties().put("currentKubernetesVersion", version);
                cluster.internal().put(Clusters.LIVE, true);
                openApi(cluster);
            } else if (cluster.properties().has("currentKubernetesVersion")) {
                cluster.internal()
                        .put(
                                "targetVersion",
                                cluster.properties()
                                        .path("currentKubernetesVersion")
                                        .asText());
            }
            arm.documents().put(cluster);
            clusters.announce(cluster);
        });
    }

    private void openApi(ArmDocument cluster) {
        ObjectNode properties = cluster.properties();
        JsonNode entra = properties.path("aadProfile");
        boolean local = !properties.path("disableLocalAccounts").asBoolean();
        List<String> adminGroups = new ArrayList<>();
        entra.path("adminGroupObjectIDs").forEach(g -> adminGroups.add(g.asText()));
        arm.sandbox()
                .clusterAccess()
                .open(
                        cluster.id(),
                        local ? cluster.internal().path("token").asText() : "",
                        entra.path("managed").asBoolean(),
                        entra.path("enableAzureRBAC").asBoolean(),
                        adminGroups);
    }

    private void poolPut(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(pool -> {
            endPool(pool, operation);
            announceClusterOf(operation);
        });
    }

    /** A pool whose nodes were all replaced before the rest of a cluster's upgrade failed has succeeded. */
    private void endPool(ArmDocument pool, Operation operation) {
        ObjectNode properties = pool.properties();
        JsonNode rollout = pool.internal().path(PoolUpgrades.ROLLOUT);
        boolean succeeded = operation.succeeded() || rollout.isObject() && upgrades.isDone(pool);
        settle(pool, operation);
        if (succeeded) {
            pool.state("Succeeded");
            properties.remove("status");
            properties.put(
                    "currentOrchestratorVersion",
                    pool.internal().path("targetVersion").asText());
            if (rollout.isObject()) {
                properties.put("nodeImageVersion", rollout.path("image").asText());
            }
            pool.internal().set(Clusters.LIVE, properties.deepCopy());
        } else if (properties.has("currentOrchestratorVersion")) {
            pool.internal()
                    .put(
                            "targetVersion",
                            properties.path("currentOrchestratorVersion").asText());
        }
        pool.internal().remove(PoolUpgrades.ROLLOUT);
        arm.documents().put(pool);
    }

    private void clusterDeleted(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(cluster -> {
            if (operation.succeeded()) {
                clusters.remove(cluster);
            } else {
                settle(cluster, operation);
                arm.documents().put(cluster);
            }
        });
    }

    private void poolDeleted(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(pool -> {
            if (operation.succeeded()) {
                arm.documents().remove(pool.id());
            } else {
                settle(pool, operation);
                arm.documents().put(pool);
            }
            announceClusterOf(operation);
        });
    }

    private void announceClusterOf(Operation operation) {
        String target = operation.target();
        arm.documents()
                .find(target.substring(0, target.lastIndexOf("/agentPools/")))
                .ifPresent(clusters::announce);
    }

    private static void settle(ArmDocument document, Operation operation) {
        document.state(operation.status());
        ObjectNode properties = document.properties();
        properties.remove("status");
        if (operation.status().equals("Failed")) {
            operation.crash().ifPresent(crash -> properties
                    .putObject("status")
                    .putObject("provisioningError")
                    .put("code", crash.code())
                    .put("message", crash.message()));
        }
    }
}
