package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.MonitoringService;
import io.jenkins.plugins.aks.azure.WantedBody;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A dashboard is in a folder of a managed Grafana as its definition says (W139). One that differs is overwritten, so its uid
 * and address stay; where it does not, nothing is sent.
 */
final class GrafanaDashboard implements Operation<AksSession> {
    private static final String WROTE = "wrote";
    private static final String IMPORTED = "imported";
    private static final String DENIED_SINCE = "deniedSince";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

    private final DashboardSpec spec;

    GrafanaDashboard(DashboardSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        JsonNode resource = MonitoringService.GRAFANA.require(
                session.arm(), spec.groupId(), spec.grafana(), "the id of one elsewhere as grafana");
        String endpoint = resource.at("/properties/endpoint").asText();
        if (endpoint.isEmpty()) {
            return Turn.again(LOOK_AGAIN, "Grafana " + resource.path("name").asText() + ": no endpoint yet");
        }
        Grafana grafana =
                new Grafana(session.dataPlane(endpoint, session.cloud().grafanaScope()));
        try {
            return converge(session, journal, grafana, endpoint);
        } catch (ArmException refused) {
            if (refused.status() != 401 && refused.status() != 403) {
                throw refused;
            }
            return denied(session, journal, resource, refused);
        }
    }

    /** A role that was just assigned counts after some minutes. */
    private static Turn denied(AksSession session, Journal journal, JsonNode resource, ArmException refused)
            throws OperationException, IOException {
        Instant now = session.clock().instant();
        if (journal.instant(DENIED_SINCE).isEmpty()) {
            journal.put(DENIED_SINCE, now.toString()).save();
        }
        Instant since = journal.instant(DENIED_SINCE).orElse(now);
        String name = resource.path("name").asText();
        if (now.isBefore(since.plus(PATIENCE))) {
            return Turn.again(LOOK_AGAIN, "Grafana " + name + ": no permission yet");
        }
        throw new OperationException(
                "Grafana " + name + ": after " + Durations.format(PATIENCE) + " this credential still may not do this ("
                        + refused.data().getOrDefault(ArmException.SERVICE_MESSAGE, refused.code())
                        + "). It needs the role Grafana Editor or Grafana Admin on "
                        + resource.path("id").asText() + ": azureRole(role: 'Grafana Editor', scope: …) assigns it.",
                Map.of("code", refused.code(), "resource", resource.path("id").asText()),
                refused);
    }

    private Turn converge(AksSession session, Journal journal, Grafana grafana, String endpoint)
            throws OperationException, TransientException, IOException {
        Optional<JsonNode> folder = folder(grafana);
        if (folder.isEmpty()) {
            session.log().line("Grafana: making the folder '" + spec.folder() + "'");
            journal.put(WROTE, "true").save();
            grafana.createFolder(object().put("title", spec.folder()).put("uid", "aks-" + unique(spec.folder())));
            return Turn.again(Duration.ZERO, "folder " + spec.folder() + ": made");
        }
        DashboardSource.Found found = new DashboardSource(spec).load(session, journal, grafana);
        DashboardInputs chosen = new DashboardInputs(grafana.dataSources(), spec.dataSource(), queryEndpoint(session));
        ArrayNode inputs = chosen.of(found.definition());
        String uid = uid(found);
        Optional<ObjectNode> live = grafana.dashboard(uid);
        if (live.isPresent()
                && (journal.get(IMPORTED).isPresent() || isSame(live.get(), folder.get(), found, inputs))) {
            return Turn.done(result(session, journal, endpoint, found, chosen.names(inputs), live.get()));
        }
        session.log()
                .line("Grafana: " + (live.isPresent() ? "overwriting" : "importing") + " the dashboard '"
                        + found.definition().path("title").asText() + "' of " + found.from());
        journal.put(WROTE, "true").save();
        ObjectNode body =
                object().put("folderUid", folder.get().path("uid").asText()).put("overwrite", true);
        body.set("dashboard", found.definition().deepCopy().put("uid", uid).putNull("id"));
        body.set("inputs", inputs);
        grafana.importDashboard(body);
        journal.put(IMPORTED, "true").save();
        return Turn.again(Duration.ZERO, "dashboard " + uid + ": imported");
    }

    private static boolean isSame(ObjectNode live, JsonNode folder, DashboardSource.Found found, ArrayNode inputs) {
        JsonNode dashboard = live.path("dashboard");
        String uid = dashboard.path("uid").asText();
        return live.at("/meta/folderUid").asText().equals(folder.path("uid").asText())
                && WantedBody.covers(dashboard, DashboardInputs.resolved(found.definition(), inputs, uid));
    }

    private Optional<JsonNode> folder(Grafana grafana) throws OperationException, TransientException {
        List<JsonNode> named = grafana.folders().stream()
                .filter(folder -> folder.path("title").asText().equals(spec.folder()))
                .toList();
        if (named.size() > 1) {
            throw new OperationException(
                    "Grafana has " + named.size() + " folders named '" + spec.folder() + "' ("
                            + String.join(
                                    ", ",
                                    named.stream()
                                            .map(folder -> folder.path("uid").asText())
                                            .toList())
                            + "), and it can't be told which one is meant. Rename one, or give another folder.",
                    Map.of("code", "FolderNotUnique", "folder", spec.folder()),
                    null);
        }
        return named.stream().findFirst();
    }

    /** Needed only to tell several data sources apart, so a group without a workspace is no failure. */
    private String queryEndpoint(AksSession session) throws OperationException, TransientException {
        if (spec.dataSource() != null) {
            return "";
        }
        try {
            return MonitoringService.MONITOR_WORKSPACE
                    .find(session.arm(), spec.groupId(), spec.monitorWorkspace())
                    .map(found -> found.at("/properties/metrics/prometheusQueryEndpoint")
                            .asText())
                    .orElse("");
        } catch (OperationException several) {
            if (spec.monitorWorkspace() != null) {
                throw several;
            }
            return "";
        }
    }

    /** The definition's own, else one that is always the same for it. */
    private static String uid(DashboardSource.Found found) {
        String own = found.definition().path("uid").asText("");
        return own.isEmpty() || own.equals("null") ? "aks-" + unique(found.from()) : own;
    }

    private static String unique(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 13);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private Map<String, Object> result(
            AksSession session,
            Journal journal,
            String endpoint,
            DashboardSource.Found found,
            List<String> sources,
            ObjectNode live) {
        String url = endpoint.replaceAll("/+$", "") + live.at("/meta/url").asText();
        session.log().line("dashboard '" + live.at("/dashboard/title").asText() + "': " + url);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("url", url);
        result.put("uid", live.at("/dashboard/uid").asText());
        result.put("title", live.at("/dashboard/title").asText());
        result.put("folder", spec.folder());
        result.put("dataSources", sources);
        result.put("source", found.from());
        result.put("changed", journal.get(WROTE).isPresent());
        return result;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(WROTE).isPresent()
                        ? "the dashboard may have been imported, and stays"
                        : "nothing was sent to Grafana");
    }
}
