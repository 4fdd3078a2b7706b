package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the objects of one kind, page by page, into one table whose rows carry the whole objects. */
final class KindReader {

    private static final ObjectNode NOTHING =
            JsonNodeFactory.instance.objectNode().set("items", JsonNodeFactory.instance.arrayNode());

    private static final int MOST_PAGES = 200;

    private final ApiReader reader;
    private final KubeQuery query;
    private final int page;

    /** @param page how many objects to ask for at once */
    KindReader(ApiReader reader, KubeQuery query, int page) {
        this.reader = reader;
        this.query = query;
        this.page = page;
    }

    /**
     * A {@code meta.k8s.io/v1} Table of all objects; without rows where there are none.
     *
     * @throws OperationException if the list does not end: a page leads to one that was read, or there are too many
     */
    ObjectNode read(ApiResource kind) throws IOException, OperationException {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = all.putArray("rows");
        Set<String> read = new HashSet<>();
        String next = "";
        do {
            if (!read.add(next) || read.size() > MOST_PAGES) {
                throw new OperationException("kubeGet " + query.kind() + ": the list of " + kind.plural()
                        + " does not end after " + rows.size() + " objects in " + MOST_PAGES + " pages or fewer."
                        + " Narrow it with namespace, selector or fieldSelector.");
            }
            JsonNode answer = page(kind, next);
            JsonNode table = answer.has("columnDefinitions") ? answer : plainTable(answer);
            if (!all.has("columnDefinitions")) {
                all.set("columnDefinitions", table.path("columnDefinitions"));
            }
            table.path("rows").forEach(rows::add);
            next = answer.at("/metadata/continue").asText();
        } while (!next.isEmpty());
        return all;
    }

    private JsonNode page(ApiResource kind, String next) throws IOException {
        String path = kind.path(query.allNamespaces() ? "" : query.namespace(), query.name());
        try {
            return reader.get(path + parameters(next), ApiReader.TABLE);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == 404 && query.optional() && !query.name().isEmpty()) {
                return NOTHING;
            }
            throw refused;
        }
    }

    private String parameters(String next) {
        StringBuilder parameters = new StringBuilder("?includeObject=Object");
        if (query.name().isEmpty()) {
            parameters.append("&limit=").append(page);
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

    /** A server behind the aggregation layer may know no tables, and answers with the objects alone. */
    private static ObjectNode plainTable(JsonNode answer) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.putArray("columnDefinitions").addObject().put("name", "Name").put("priority", 0);
        ArrayNode rows = table.putArray("rows");
        Iterable<JsonNode> objects = answer.has("items") ? answer.path("items") : List.of(answer);
        for (JsonNode object : objects) {
            ObjectNode row = rows.addObject();
            row.putArray("cells").add(object.at("/metadata/name").asText());
            row.set("object", object);
        }
        return table;
    }
}
