package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;

/** What Kubernetes versions there are, and what can be upgraded to what. */
final class VersionRoutes {
    private final ArmContext arm;
    private final Clusters clusters;
    private final Versions versions;
    private final NodeImages images;

    VersionRoutes(ArmContext arm, Clusters clusters, Versions versions, NodeImages images) {
        this.images = images;
        this.arm = arm;
        this.clusters = clusters;
        this.versions = versions;
    }

    void add() {
        String location = "/subscriptions/{subscription}/providers/Microsoft.ContainerService/locations/{location}";
        String locationType = "Microsoft.ContainerService/locations/kubernetesVersions";
        arm.routes().add("GET", location + "/kubernetesVersions", locationType, this::kubernetesVersions);
        arm.routes().add("GET", ClusterRoutes.ONE + "/upgradeProfiles/default", Clusters.TYPE, this::clusterUpgrades);
        arm.routes()
                .add("GET", ClusterRoutes.ONE + "/availableAgentPoolVersions", Clusters.POOL_TYPE, this::poolVersions);
        arm.routes().add("GET", PoolRoutes.ONE + "/upgradeProfiles/default", Clusters.POOL_TYPE, this::poolUpgrades);
    }

    private WebResponse kubernetesVersions(ArmCall call) {
        arm.registrations().require(ClusterRoutes.NAMESPACE);
        arm.locations().require(call.parameter("location"), "locations/kubernetesVersions");
        ObjectNode body = Json.object();
        ArrayNode values = body.putArray("values");
        for (JsonNode minor : versions.minors()) {
            ObjectNode value =
                    values.addObject().put("version", minor.path("version").asText());
            if (minor.path("default").asBoolean()) {
                value.put("isDefault", true);
            }
            if (minor.path("preview").asBoolean()) {
                value.put("isPreview", true);
            }
            Versions.plans(minor).forEach(value.putObject("capabilities").putArray("supportPlan")::add);
            ObjectNode patches = value.putObject("patchVersions");
            for (String patch : Versions.patches(minor)) {
                versions.upgrades(patch).forEach(patches.putObject(patch).putArray("upgrades")::add);
            }
        }
        return WebResponse.json(200, body);
    }

    private WebResponse clusterUpgrades(ArmCall call) {
        ArmDocument cluster = clusters.require(call);
        ObjectNode body = named(cluster.id() + "/upgradeprofiles/default", Clusters.TYPE + "/upgradeprofiles");
        ObjectNode properties = body.putObject("properties");
        String version = cluster.internal().path("targetVersion").asText();
        properties.set("controlPlaneProfile", profile(version));
        ArrayNode pools = properties.putArray("agentPoolProfiles");
        for (ArmDocument pool : clusters.pools(cluster)) {
            pools.add(profile(pool.internal().path("targetVersion").asText()).put("name", pool.name()));
        }
        return WebResponse.json(200, body);
    }

    private ObjectNode profile(String version) {
        ObjectNode profile = Json.object().put("kubernetesVersion", version).put("osType", "Linux");
        ArrayNode upgrades = profile.putArray("upgrades");
        for (String upgrade : versions.upgrades(version)) {
            ObjectNode item = upgrades.addObject().put("kubernetesVersion", upgrade);
            if (versions.isPreview(upgrade)) {
                item.put("isPreview", true);
            }
        }
        return profile;
    }

    private WebResponse poolUpgrades(ArmCall call) {
        ArmDocument pool = PoolRoutes.require(clusters, call);
        String controlPlane =
                clusters.require(call).internal().path("targetVersion").asText();
        ObjectNode body = named(pool.id() + "/upgradeProfiles/default", Clusters.POOL_TYPE + "/upgradeProfiles");
        ObjectNode profile = profile(pool.internal().path("targetVersion").asText());
        ArrayNode possible = Json.array();
        for (JsonNode upgrade : profile.path("upgrades")) {
            if (Versions.compare(upgrade.path("kubernetesVersion").asText(), controlPlane) <= 0) {
                possible.add(upgrade);
            }
        }
        profile.set("upgrades", possible);
        profile.put(
                "latestNodeImageVersion",
                images.latest(pool.properties().path("osSKU").asText()));
        body.set("properties", profile);
        return WebResponse.json(200, body);
    }

    private WebResponse poolVersions(ArmCall call) {
        ArmDocument cluster = clusters.require(call);
        String controlPlane = cluster.internal().path("targetVersion").asText();
        ObjectNode body = named(
                cluster.id() + "/availableAgentPoolVersions/default", Clusters.TYPE + "/availableAgentPoolVersions");
        ArrayNode items = body.putObject("properties").putArray("agentPoolVersions");
        for (String patch : versions.allPatches()) {
            if (Versions.compare(patch, controlPlane) <= 0) {
                ObjectNode item = items.addObject().put("kubernetesVersion", patch);
                if (patch.equals(controlPlane)) {
                    item.put("default", true);
                }
                if (versions.isPreview(patch)) {
                    item.put("isPreview", true);
                }
            }
        }
        return WebResponse.json(200, body);
    }

    private static ObjectNode named(String id, String type) {
        return Json.object().put("id", id).put("name", "default").put("type", type);
    }
}
