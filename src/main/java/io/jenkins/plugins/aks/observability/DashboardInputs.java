package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The inputs of a dashboard that is imported: which data source stands for which of its placeholders. */
final class DashboardInputs {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PROMETHEUS = "prometheus";

    private final List<JsonNode> sources;
    private final String wanted;
    private final String queryEndpoint;

    /**
     * @param sources of the instance
     * @param wanted the name or uid of a Prometheus; null to choose
     * @param queryEndpoint of the workspace whose metrics are shown; empty where it is not known
     */
    DashboardInputs(List<JsonNode> sources, String wanted, String queryEndpoint) {
        this.sources = sources;
        this.wanted = wanted;
        this.queryEndpoint = queryEndpoint.replaceAll("/+$", "");
    }

    /** As the import wants them. */
    ArrayNode of(ObjectNode definition) throws OperationException {
        ArrayNode inputs = MAPPER.createArrayNode();
        for (JsonNode input : definition.path("__inputs")) {
            ObjectNode given = ((ObjectNode) input).deepCopy();
            if (input.path("type").asText().equals("datasource")) {
                given.put(
                        "value",
                        source(input.path("pluginId").asText()).path("uid").asText());
            }
            inputs.add(given);
        }
        return inputs;
    }

    /** The names of the data sources that stand for the placeholders. */
    List<String> names(ArrayNode inputs) {
        List<String> names = new ArrayList<>();
        for (JsonNode input : inputs) {
            sources.stream()
                    .filter(source -> source.path("uid")
                            .asText()
                            .equals(input.path("value").asText("-")))
                    .map(source -> source.path("name").asText())
                    .findFirst()
                    .ifPresent(names::add);
        }
        return names;
    }

    /** What Grafana makes of a definition: placeholders replaced, and what is for the import alone taken out. */
    static ObjectNode resolved(ObjectNode definition, ArrayNode inputs, String uid) {
        Map<String, String> values = new TreeMap<>();
        inputs.forEach(input -> values.put(
                "${" + input.path("name").asText() + "}", input.path("value").asText()));
        String text = definition.toString();
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace(value.getKey(), value.getValue());
        }
        try {
            ObjectNode resolved = (ObjectNode) MAPPER.readTree(text);
            resolved.remove(List.of("__inputs", "__requires", "__elements", "id", "version"));
            return resolved.put("uid", uid);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a definition that is JSON is none after its placeholders were replaced", e);
        }
    }

    private JsonNode source(String plugin) throws OperationException {
        List<JsonNode> fitting = sources.stream()
                .filter(source -> source.path("type").asText().equals(plugin))
                .toList();
        if (plugin.equals(PROMETHEUS) && wanted != null) {
            return fitting.stream()
                    .filter(source -> source.path("name").asText().equals(wanted)
                            || source.path("uid").asText().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> none(plugin, fitting, "dataSource: '" + wanted + "' is none of them"));
        }
        if (fitting.size() > 1 && plugin.equals(PROMETHEUS)) {
            return fitting.stream()
                    .filter(source -> !queryEndpoint.isEmpty()
                            && source.path("url").asText().replaceAll("/+$", "").equalsIgnoreCase(queryEndpoint))
                    .findFirst()
                    .orElseThrow(() -> none(plugin, fitting, "say which one by dataSource or monitorWorkspace"));
        }
        return fitting.stream()
                .findFirst()
                .orElseThrow(() ->
                        none(plugin, fitting, "aksMonitoring with this Grafana links the metrics of a cluster to it"));
    }

    private static OperationException none(String plugin, List<JsonNode> fitting, String what) {
        List<String> names =
                fitting.stream().map(source -> source.path("name").asText()).toList();
        return new OperationException(
                "the dashboard needs a data source of type " + plugin + "; Grafana has "
                        + (names.isEmpty() ? "none" : String.join(", ", names)) + ": " + what + ".",
                Map.of("code", "DataSourceNotFound", "type", plugin),
                null);
    }
}
