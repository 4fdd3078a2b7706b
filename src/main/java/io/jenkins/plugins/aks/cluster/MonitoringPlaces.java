package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which services monitoring uses and where they are, as the first phase found them. Data collection lives in the region
 * of what it sends to, which may differ from the cluster's.
 */
record MonitoringPlaces(Map<String, Object> found) {
    static final String MONITOR = "monitorWorkspaceId";
    static final String QUERY = "queryEndpoint";
    static final String GRAFANA = "grafanaId";
    static final String GRAFANA_URL = "grafanaUrl";
    static final String LOGS = "logWorkspaceId";

    private static final String REGION = "Region";
    private static final String PRINCIPAL = "grafanaPrincipal";
    private static final String PRIVATE = "privateCluster";
    private static final String CLUSTER_REGION = "clusterRegion";

    static MonitoringPlaces of(JsonNode cluster) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put(CLUSTER_REGION, region(cluster));
        found.put(
                PRIVATE,
                cluster.at("/properties/apiServerAccessProfile/enablePrivateCluster")
                        .asBoolean());
        return new MonitoringPlaces(found);
    }

    void monitor(JsonNode workspace) {
        put(MONITOR, workspace);
        found.put(
                QUERY,
                workspace.at("/properties/metrics/prometheusQueryEndpoint").asText(""));
    }

    void logs(JsonNode workspace) {
        put(LOGS, workspace);
    }

    void grafana(JsonNode grafana) {
        put(GRAFANA, grafana);
        found.put(GRAFANA_URL, grafana.at("/properties/endpoint").asText(""));
        String own = grafana.at("/identity/principalId").asText("");
        for (JsonNode assigned : grafana.at("/identity/userAssignedIdentities")) {
            own = own.isEmpty() ? assigned.path("principalId").asText("") : own;
        }
        found.put(PRINCIPAL, own);
    }

    private void put(String key, JsonNode resource) {
        found.put(key, resource.path("id").asText());
        found.put(key + REGION, region(resource));
    }

    private static String region(JsonNode resource) {
        return resource.path("location").asText().replace(" ", "").toLowerCase(Locale.ROOT);
    }

    String id(String key) {
        return String.valueOf(found.getOrDefault(key, ""));
    }

    String region(String key) {
        return id(key + REGION);
    }

    boolean hasGrafana() {
        return found.containsKey(GRAFANA);
    }

    /** The identity with which Grafana reads metrics; empty where it has none. */
    String grafanaPrincipal() {
        return id(PRINCIPAL);
    }

    String clusterRegion() {
        return id(CLUSTER_REGION);
    }

    boolean privateCluster() {
        return Boolean.TRUE.equals(found.get(PRIVATE));
    }
}
