package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Works out what a cluster becomes of what a PUT says, and refuses what is not possible. Saves nothing. */
final class ClusterPlanner {

    /** @param pools all of the cluster's, also those that stay as they are */
    record Plan(ArmDocument cluster, List<ArmDocument> pools) {}

    private final ArmContext arm;
    private final Clusters clusters;
    private final ClusterDefaults defaults;
    private final ClusterRules rules;
    private final PoolPlanner poolPlanner;
    private final MeshRules mesh;

    ClusterPlanner(ArmContext arm, Clusters clusters, Versions versions) {
        this.arm = arm;
        this.clusters = clusters;
        this.defaults = new ClusterDefaults(arm.sandbox(), versions);
        this.rules = new ClusterRules(versions);
        this.poolPlanner = new PoolPlanner(arm, versions);
        this.mesh = new MeshRules(arm);
    }

    Plan plan(ArmCall call, String group, ObjectNode body, Optional<ArmDocument> existing) {
        ClusterRules.checkName(call.parameter("cluster"));
        String location = arm.locations().require(body.path("location").asText(), Clusters.TYPE);
        existing.ifPresent(e -> checkLocation(e, group, location));
        ArmDocument cluster = existing.orElseGet(() -> ArmDocument.of(
                Clusters.id(call.subscription(), group, call.parameter("cluster")),
                call.parameter("cluster"),
                Clusters.TYPE));
        ObjectNode wanted = body.path("properties") instanceof ObjectNode given ? given : Json.object();
        JsonNode profiles = wanted.path("agentPoolProfiles");
        existing.ifPresent(e -> Immutables.checkCluster(e.properties(), wanted));
        checkServicePrincipal(wanted);
        JsonNode meshBefore = cluster.properties().path("serviceMeshProfile");
        merge(cluster, body, wanted, location);
        defaults.fill(cluster);
        rules.check(cluster);
        AddonRules.check(arm, cluster);
        cluster.properties().remove("agentPoolProfiles");
        String current = cluster.properties().path("currentKubernetesVersion").asText();
        String version = rules.checkVersion(cluster, current);
        cluster.internal().put("targetVersion", version);
        mesh.settle(cluster, meshBefore, current, version);
        return new Plan(cluster, pools(cluster, profiles, existing.isPresent(), location));
    }

    private static void merge(ArmDocument cluster, ObjectNode body, ObjectNode wanted, String location) {
        ObjectNode properties = Merge.over(cluster.properties(), wanted);
        ObjectNode resource = cluster.resource();
        for (String field : List.of("sku", "identity", "kind", "extendedLocation")) {
            if (body.has(field)) {
                resource.set(field, body.get(field).deepCopy());
            }
        }
        resource.put("location", location);
        resource.set("tags", body.path("tags") instanceof ObjectNode tags ? tags.deepCopy() : Json.object());
        lowerCase(properties.path("networkProfile"));
        resource.set("properties", properties);
    }

    /** The service answers these in lower case, however they were written. */
    private static void lowerCase(JsonNode network) {
        for (String field : List.of("networkPlugin", "networkPolicy", "networkPluginMode", "networkDataplane")) {
            if (network instanceof ObjectNode object && object.hasNonNull(field)) {
                object.put(field, object.path(field).asText().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static void checkServicePrincipal(ObjectNode wanted) {
        String client = wanted.path("servicePrincipalProfile").path("clientId").asText("msi");
        if (!client.equals("msi")) {
            throw ArmRefusal.invalid(
                    "servicePrincipalProfile.clientId", "only clusters with a managed identity are available here.");
        }
    }

    private static void checkLocation(ArmDocument existing, String group, String location) {
        String current = existing.resource().path("location").asText();
        if (!current.equals(location)) {
            throw new ArmRefusal(
                    409,
                    "InvalidResourceLocation",
                    "The resource '" + existing.name() + "' already exists in location '" + current
                            + "' in resource group '" + group
                            + "'. A resource with the same name cannot be created in location '" + location
                            + "'. Please select a new resource name.");
        }
    }

    private List<ArmDocument> pools(ArmDocument cluster, JsonNode profiles, boolean exists, String location) {
        String controlPlane = cluster.internal().path("targetVersion").asText();
        List<ArmDocument> pools = new ArrayList<>(exists ? clusters.pools(cluster) : List.of());
        Set<String> named = new HashSet<>();
        for (JsonNode profile : profiles) {
            ObjectNode given = profile.deepCopy();
            String name = given.path("name").asText();
            given.remove("name");
            PoolRules.checkName(name, given.path("osType").asText());
            Optional<ArmDocument> known =
                    pools.stream().filter(p -> p.name().equals(name)).findFirst();
            if (!named.add(name)) {
                throw ArmRefusal.invalid("agentPoolProfile.name", "'" + name + "' occurs more than once.");
            }
            known.ifPresent(pools::remove);
            pools.add(poolPlanner.plan(cluster, name, given, known, controlPlane));
        }
        PoolPlanner.requireSystemPool(pools);
        poolPlanner.checkQuota(pools, location);
        return pools;
    }
}
