package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a cluster and its pools run, and what they can be upgraded to (W147, W151, W152). Reads only. */
final class AksUpgrades implements Operation<AksSession> {

    private final String subscription;
    private final String clusterId;

    AksUpgrades(String subscription, String clusterId) {
        this.subscription = subscription;
        this.clusterId = clusterId;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Arm arm = session.arm();
        JsonNode cluster = arm.get(clusterId, ApiVersions.CONTAINER_SERVICE).body();
        JsonNode profile = arm.get(clusterId + "/upgradeProfiles/default", ApiVersions.CONTAINER_SERVICE)
                .body()
                .path("properties");
        String location = Locations.normal(cluster.path("location").asText());
        KubernetesVersions offered = KubernetesVersions.of(arm, subscription, location);

        String version = cluster.at("/properties/currentKubernetesVersion")
                .asText(cluster.at("/properties/kubernetesVersion").asText());
        String plan = cluster.at("/properties/supportPlan").asText(Aks.OFFICIAL_SUPPORT);
        List<Map<String, Object>> pools = pools(arm, cluster, profile);
        for (Map<String, Object> pool : pools) {
            pool.put("support", offered.support(pool.get("version").toString(), plan));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("version", version);
        result.put("upgrades", upgrades(profile.path("controlPlaneProfile"), false));
        result.put("previews", upgrades(profile.path("controlPlaneProfile"), true));
        result.put("support", offered.support(version, plan));
        result.put("supported", offered.covers(version, plan));
        result.put("supportPlan", plan);
        result.put("pools", pools);
        UpgradeTable.lines(result, pools).forEach(session.log()::line);
        return Turn.done(result);
    }

    private List<Map<String, Object>> pools(Arm arm, JsonNode cluster, JsonNode profile)
            throws OperationException, TransientException {
        List<Map<String, Object>> pools = new ArrayList<>();
        for (JsonNode pool : cluster.at("/properties/agentPoolProfiles")) {
            String name = pool.path("name").asText();
            String path = clusterId + "/agentPools/" + name + "/upgradeProfiles/default";
            JsonNode own = arm.get(path, ApiVersions.CONTAINER_SERVICE).body().path("properties");
            String image = pool.path("nodeImageVersion").asText();
            String latest = own.path("latestNodeImageVersion").asText(image);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put(
                    "version",
                    pool.path("currentOrchestratorVersion")
                            .asText(pool.path("orchestratorVersion").asText()));
            one.put("upgrades", upgrades(own.has("upgrades") ? own : named(profile, name), false));
            one.put("nodeImage", image);
            one.put("latestNodeImage", latest);
            one.put("nodeImageCurrent", image.equals(latest));
            pools.add(one);
        }
        return pools;
    }

    private static JsonNode named(JsonNode profile, String pool) {
        for (JsonNode each : profile.path("agentPoolProfiles")) {
            if (each.path("name").asText().equals(pool)) {
                return each;
            }
        }
        return profile.path("controlPlaneProfile");
    }

    /** The service leaves the list out where there is none. */
    private static List<String> upgrades(JsonNode profile, boolean preview) {
        List<KubernetesVersion> versions = new ArrayList<>();
        for (JsonNode upgrade : profile.path("upgrades")) {
            if (upgrade.path("isPreview").asBoolean() == preview) {
                versions.add(KubernetesVersion.parse(
                        upgrade.path("kubernetesVersion").asText()));
            }
        }
        return versions.stream().sorted().map(KubernetesVersion::toString).toList();
    }
}
