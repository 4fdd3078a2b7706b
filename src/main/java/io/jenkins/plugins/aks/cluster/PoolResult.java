package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code aksNodePool} returns: see help-result.html. */
final class PoolResult {
    private PoolResult() {}

    static Map<String, Object> absent(String id, String name, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", id);
        result.put("name", name);
        result.put("state", "absent");
        result.put("changed", changed);
        return result;
    }

    static Map<String, Object> present(String id, String name, JsonNode pool, NodeWait.Seen seen, boolean changed) {
        JsonNode properties = pool.path("properties");
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", pool.path("id").asText(id));
        result.put("name", name);
        result.put("state", "present");
        result.put("count", properties.path("count").asInt());
        result.put("vmSize", properties.path("vmSize").asText());
        result.put("mode", properties.path("mode").asText());
        result.put("osSku", properties.path("osSKU").asText());
        result.put(
                "kubernetesVersion",
                properties
                        .path("currentOrchestratorVersion")
                        .asText(properties.path("orchestratorVersion").asText()));
        result.put("zones", strings(properties.path("availabilityZones")));
        result.put("autoscaler", properties.path("enableAutoScaling").asBoolean());
        result.put("labels", map(properties.path("nodeLabels")));
        result.put("taints", strings(properties.path("nodeTaints")));
        result.put("nodes", seen.nodes().stream().map(NodeState::name).toList());
        result.put("nodesReady", seen.checked());
        result.put("changed", changed);
        return result;
    }

    private static List<String> strings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(each -> strings.add(each.asText()));
        return strings;
    }

    private static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties()
                .forEach(each -> map.put(each.getKey(), each.getValue().asText()));
        return map;
    }
}
