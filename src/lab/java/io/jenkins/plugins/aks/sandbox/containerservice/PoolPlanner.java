package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Works out what agent pools become of what a request says, and refuses what is not possible. Saves nothing. */
final class PoolPlanner {
    private final CapacityRules capacity;
    private final PoolDefaults defaults;
    private final PoolRules rules;

    PoolPlanner(ArmContext arm, Versions versions) {
        this.capacity = new CapacityRules(arm);
        this.defaults = new PoolDefaults(capacity.sizes(), new NodeImages(arm.sandbox()));
        this.rules = new PoolRules(versions);
    }

    /**
     * @param given what the request says of the pool
     * @param controlPlane the patch that the control plane has or gets
     */
    ArmDocument plan(
            ArmDocument cluster, String name, ObjectNode given, Optional<ArmDocument> existing, String controlPlane) {
        String location = cluster.resource().path("location").asText();
        ArmDocument pool =
                existing.orElseGet(() -> ArmDocument.of(Clusters.poolId(cluster, name), name, Clusters.POOL_TYPE));
        existing.ifPresent(e -> Immutables.checkPool(e.properties(), given));
        ObjectNode before = pool.properties().deepCopy();
        ObjectNode properties = Merge.over(before, given);
        if (!properties.path("enableAutoScaling").asBoolean()) {
            for (String bound : List.of("minCount", "maxCount")) {
                if (!given.has(bound)) {
                    properties.remove(bound);
                }
            }
        }
        defaults.fill(properties, cluster.properties().path("kubernetesVersion").asText(), location);
        rules.check(name, properties);
        String current = before.path("currentOrchestratorVersion").asText();
        String version = rules.checkVersion(name, properties, controlPlane, current);
        if (existing.isEmpty()) {
            capacity.checkSize(name, properties, location);
        }
        pool.resource().set("properties", properties);
        pool.internal().put("location", location).put("targetVersion", version);
        pool.internal()
                .put(
                        "grown",
                        properties.path("count").asInt() > before.path("count").asInt());
        if (!before.path("provisioningState").asText().equals("Succeeded") || !properties.equals(before)) {
            pool.state(
                    pool.internal().has(Clusters.LIVE)
                            ? change(before, properties, !version.equals(current))
                            : "Creating");
        }
        return pool;
    }

    private static String change(ObjectNode before, ObjectNode after, boolean upgrading) {
        if (upgrading) {
            return "Upgrading";
        }
        return before.path("count").equals(after.path("count")) ? "Updating" : "Scaling";
    }

    /** Quota is asked for by pools that grow and by those that are upgraded, for their surge nodes. */
    void checkQuota(List<ArmDocument> pools, String location) {
        Map<String, ObjectNode> growing = new HashMap<>();
        for (ArmDocument pool : pools) {
            if (pool.internal().path("grown").asBoolean()) {
                growing.put(pool.id(), pool.properties());
            } else if (PoolUpgrades.isUpgrade(pool)) {
                growing.put(pool.id(), withSurge(pool.properties()));
            }
        }
        capacity.checkQuota(growing, location);
    }

    static ObjectNode withSurge(ObjectNode properties) {
        int count = properties.path("count").asInt();
        String surge = properties.path("upgradeSettings").path("maxSurge").asText("10%");
        return properties.deepCopy().put("count", count + PoolUpgrades.part(surge, count));
    }

    /** @throws ArmRefusal 400 unless one of the pools is a system pool */
    static void requireSystemPool(List<ArmDocument> pools) {
        boolean system = pools.stream()
                .anyMatch(p -> p.properties().path("mode").asText().equals("System"));
        if (!system) {
            throw new ArmRefusal(
                    400,
                    "MustDefineAtLeastOneSystemPool",
                    "Must define at least one system pool. Please see https://aka.ms/aks/system-pool.",
                    "agentPoolProfile.mode");
        }
    }
}
