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
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads objects of a cluster: as maps for the pipeline, as the server's own table for the log (W020, W027, W148). */
final class KubeGet implements Operation<AksSession> {

    private static final int PAGE = 500;
    private static final int EXPIRED_PAGE = 410;

    private final String clusterId;
    private final KubeQuery query;
    private final int page;

    KubeGet(String clusterId, KubeQuery query) {
        this(clusterId, query, PAGE);
    }

    /** @param page how many objects to ask for at once */
    KubeGet(String clusterId, KubeQuery query, int page) {
        this.clusterId = clusterId;
        this.query = query;
        this.page = page;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        ApiReader reader = new ApiReader(session.kubernetes(clusterId));
        try {
            return read(session, reader, kinds(session, reader));
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == EXPIRED_PAGE) {
                throw new TransientException(
                        "kubeGet " + query.kind() + ": the list changed while it was read", refused);
            }
            throw KubernetesErrors.of("kubeGet " + query.kind(), refused);
        }
    }

    private List<ApiResource> kinds(AksSession session, ApiReader reader)
            throws IOException, InvalidParameterException {
        ApiDiscovery discovery = new ApiDiscovery(reader);
        List<ApiResource> kinds = discovery.find(query.kind());
        String silent = discovery.unavailable().isEmpty()
                ? ""
                : "These API groups do not answer now: " + String.join(", ", discovery.unavailable()) + ".";
        if (kinds.isEmpty()) {
            throw new InvalidParameterException(
                    "kind",
                    query.kind(),
                    "a kind, its plural or its short name that this cluster serves, or the category all",
                    ("Check the spelling; a custom resource needs its definition installed first. " + silent).strip());
        }
        if (kinds.size() > 1 && !query.name().isEmpty()) {
            throw new InvalidParameterException(
                    "name",
                    query.name(),
                    "none, because " + query.kind() + " stands for several kinds",
                    "Ask for one kind, or leave the name out.");
        }
        if (!silent.isEmpty()) {
            session.log().line(silent);
        }
        return kinds;
    }

    private Turn read(AksSession session, ApiReader reader, List<ApiResource> kinds)
            throws IOException, OperationException {
        KindReader objects = new KindReader(reader, query, page);
        boolean many = kinds.size() > 1;
        List<Map<String, Object>> items = new ArrayList<>();
        for (ApiResource kind : kinds) {
            ObjectNode table = objects.read(kind);
            if (!table.path("rows").isEmpty()) {
                show(session, kind, table, many);
            }
            for (JsonNode row : table.path("rows")) {
                ObjectNode object = row.path("object").deepCopy();
                object.put("apiVersion", kind.apiVersion()).put("kind", kind.kind());
                items.add(described(session, reader, object));
            }
        }
        if (items.isEmpty()) {
            boolean namespaced = many || kinds.get(0).namespaced();
            session.log()
                    .line("No " + (many ? "resources" : kinds.get(0).plural()) + " found"
                            + (namespaced && !query.allNamespaces() ? " in namespace " + query.namespace() : "") + ".");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("kind", many ? query.kind() : kinds.get(0).kind());
        result.put("count", items.size());
        result.put("items", items);
        return Turn.done(result);
    }

    private void show(AksSession session, ApiResource kind, JsonNode table, boolean many) {
        if (many) {
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
