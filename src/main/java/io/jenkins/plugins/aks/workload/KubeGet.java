package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.kubernetes.ApiDiscovery;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads objects of a cluster: as maps for the pipeline, as the server's own table for the log (W020, W027, W148). */
final class KubeGet implements Operation<AksSession> {

    private static final int PAGE = 500;

    private final String clusterId;
    private final KubeQuery query;

    KubeGet(String clusterId, KubeQuery query) {
        this.clusterId = clusterId;
        this.query = query;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        ApiReader reader = new ApiReader(session.kubernetes(clusterId));
        try {
            return read(session, reader);
        } catch (KubernetesClientException refused) {
            throw KubernetesErrors.of("kubeGet " + query.kind(), refused);
        }
    }

    private Turn read(AksSession session, ApiReader reader) throws IOException, InvalidParameterException {
        List<ApiResource> kinds = new ApiDiscovery(reader).find(query.kind());
        if (kinds.isEmpty()) {
            throw new InvalidParameterException(
                    "kind",
                    query.kind(),
                    "a kind, its plural or its short name that this cluster serves, or the category all",
                    "Check the spelling; a custom resource needs its definition installed first.");
        }
        List<Map<String, Object>> items = new ArrayList<>();
        for (ApiResource kind : kinds) {
            items.addAll(readKind(session, reader, kind, kinds.size() > 1));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("kind", kinds.size() == 1 ? kinds.get(0).kind() : query.kind());
        result.put("count", items.size());
        result.put("items", items);
        return Turn.done(result);
    }

    private List<Map<String, Object>> readKind(
            AksSession session, ApiReader reader, ApiResource kind, boolean oneOfMany) throws IOException {
        List<Map<String, Object>> items = new ArrayList<>();
        String next = "";
        do {
            JsonNode table = page(reader, kind, next);
            if (!oneOfMany || table.path("rows").size() > 0) {
                show(session, kind, table, oneOfMany);
            }
            for (JsonNode row : table.path("rows")) {
                ObjectNode object = row.path("object").deepCopy();
                object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
                items.add(described(session, reader, object));
            }
            next = table.at("/metadata/continue").asText();
        } while (!next.isEmpty());
        return items;
    }

    private JsonNode page(ApiReader reader, ApiResource kind, String next) throws IOException {
        String path = kind.path(query.allNamespaces() ? "" : query.namespace(), query.name());
        try {
            return reader.get(path + parameters(next), ApiReader.TABLE);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == 404 && query.optional() && !query.name().isEmpty()) {
                return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
            }
            throw refused;
        }
    }

    private String parameters(String next) {
        StringBuilder parameters = new StringBuilder("?includeObject=Object");
        if (query.name().isEmpty()) {
            parameters.append("&limit=").append(PAGE);
            add(parameters, "labelSelector", query.selector());
            add(parameters, "fieldSelector", query.fieldSelector());
            add(parameters, "continue", next);
        }
        return parameters.toString();
    }

    private static void add(StringBuilder parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.append('&').append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }

    private void show(AksSession session, ApiResource kind, JsonNode table, boolean oneOfMany) {
        if (table.path("rows").isEmpty()) {
            session.log()
                    .line("No " + kind.plural() + " found"
                            + (kind.namespaced() && !query.allNamespaces() ? " in namespace " + query.namespace() : "")
                            + ".");
            return;
        }
        if (oneOfMany) {
            session.log().line(kind.plural() + ":");
        }
        TableText.lines(table, kind.namespaced() && query.allNamespaces()).forEach(session.log()::line);
    }

    private Map<String, Object> described(AksSession session, ApiReader reader, ObjectNode object) throws IOException {
        Map<String, Object> plain = PlainObject.of(object);
        if (query.describe()) {
            plain.put("events", ObjectEvents.read(session, reader, object));
        }
        return plain;
    }
}
