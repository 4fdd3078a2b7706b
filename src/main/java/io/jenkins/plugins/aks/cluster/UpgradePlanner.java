package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Works out an {@link UpgradePlan} from what the cluster runs and what the service offers. Reads only. */
final class UpgradePlanner {
    private final AksSession session;
    private final PoolPlace place;
    private final UpgradeSpec spec;
    private final ObjectNode cluster;
    private final String current;
    private final KubernetesVersions offered;
    private final String supportPlan;

    /** @param cluster as the service has it, at rest */
    UpgradePlanner(AksSession session, PoolPlace place, UpgradeSpec spec, ObjectNode cluster)
            throws OperationException, TransientException {
        this.session = session;
        this.place = place;
        this.spec = spec;
        this.cluster = cluster;
        this.current = ClusterResult.version(cluster);
        this.offered = KubernetesVersions.of(
                session.arm(),
                place.subscription(),
                Locations.normal(cluster.path("location").asText()));
        this.supportPlan = cluster.at("/properties/supportPlan").asText(Aks.OFFICIAL_SUPPORT);
    }

    UpgradePlan plan() throws OperationException, TransientException {
        if (spec.scope() == UpgradeSpec.Scope.NODES) {
            return new UpgradePlan(current, "", nodes());
        }
        String target = behind() && isWord() ? current : controlPlane();
        Map<String, String> pools = new LinkedHashMap<>();
        if (spec.scope() == UpgradeSpec.Scope.ALL) {
            for (JsonNode pool : pools()) {
                if (isOlder(version(pool), target)) {
                    pools.put(pool.path("name").asText(), target);
                }
            }
        }
        return new UpgradePlan(current, target.equals(current) ? "" : target, pools);
    }

    /** The pools that are meant; a stopped one has no nodes to upgrade. */
    List<JsonNode> pools() throws InvalidParameterException {
        return PoolChoice.of(cluster, place, spec.pools()).stream()
                .filter(pool -> !"Stopped".equals(pool.at("/powerState/code").asText()))
                .toList();
    }

    private String controlPlane() throws OperationException, TransientException {
        JsonNode profile = session.arm()
                .get(place.clusterId() + "/upgradeProfiles/default", ApiVersions.CONTAINER_SERVICE)
                .body()
                .at("/properties/controlPlaneProfile");
        return new UpgradeTarget("control plane", current, profile, offered, supportPlan).version(spec.target());
    }

    private boolean isWord() {
        return UpgradeTarget.NEXT_MINOR.equalsIgnoreCase(spec.target());
    }

    /** Pools that an earlier upgrade has not reached come first: another minor version on top would leave them further behind. */
    private boolean behind() throws InvalidParameterException {
        if (spec.scope() != UpgradeSpec.Scope.ALL || !isWord()) {
            return false;
        }
        List<String> behind = pools().stream()
                .filter(pool -> KubernetesVersion.parse(version(pool)).minor()
                        < KubernetesVersion.parse(current).minor())
                .map(pool -> pool.path("name").asText())
                .toList();
        if (!behind.isEmpty()) {
            session.log()
                    .line("pools " + String.join(", ", behind) + " are behind the control plane: they are taken to "
                            + current + " first; run the step again for the next minor version");
        }
        return !behind.isEmpty();
    }

    private Map<String, String> nodes() throws OperationException, TransientException {
        Map<String, String> pools = new LinkedHashMap<>();
        for (JsonNode pool : pools()) {
            String name = pool.path("name").asText();
            JsonNode profile = session.arm()
                    .get(
                            place.clusterId() + "/agentPools/" + name + "/upgradeProfiles/default",
                            ApiVersions.CONTAINER_SERVICE)
                    .body()
                    .path("properties");
            String version = nodeVersion(pool, profile);
            if (isOlder(version(pool), version)) {
                pools.put(name, version);
            }
        }
        return pools;
    }

    private String nodeVersion(JsonNode pool, JsonNode profile) throws InvalidParameterException {
        String wish = spec.target();
        boolean ahead = wish.matches("\\d+\\.\\d+(\\.\\d+)?")
                && KubernetesVersion.parse(current).olderThan(KubernetesVersion.parse(wish));
        if (ahead) {
            throw new InvalidParameterException(
                    "target",
                    wish,
                    "up to " + current + ", which the control plane has",
                    "Nodes can't be ahead of the control plane: upgrade it first (scope: 'control-plane' or 'all').");
        }
        String subject = "pool " + pool.path("name").asText();
        return new UpgradeTarget(subject, version(pool), profile, offered, supportPlan).version(wish);
    }

    private static boolean isOlder(String version, String target) {
        return KubernetesVersion.parse(version).olderThan(KubernetesVersion.parse(target));
    }

    /** @param pool among the cluster's {@code agentPoolProfiles} */
    static String version(JsonNode pool) {
        return pool.path("currentOrchestratorVersion")
                .asText(pool.path("orchestratorVersion").asText());
    }
}
