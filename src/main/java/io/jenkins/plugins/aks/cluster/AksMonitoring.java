package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Switches metrics and logs of a cluster on (W016, W017). What collects is made first, so that the agents find their
 * configuration when they start, and the cluster is written last and once: the CLI's two commands collide when neither
 * waits.
 */
final class AksMonitoring implements Operation<AksSession> {
    private static final String LOOK = "look-up";
    private static final String ROLE = "role of Grafana";
    private static final String GROUPS = "recording rules";
    private static final String CLUSTER = "cluster";
    private static final String AGENTS = "agents";

    private final MonitoringSpec spec;
    private final DataCollection collection;
    private final Sequence<AksSession> sequence;

    AksMonitoring(MonitoringSpec spec) {
        this.spec = spec;
        this.collection = new DataCollection(spec);
        this.sequence = sequence();
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return sequence.advance(session, journal);
    }

    /** Once the cluster uses what was made, deleting it would only break the agents. */
    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        boolean inUse = EnsureResource.wrote(Sequence.journalOf(CLUSTER, journal));
        if (how != OnAbort.DELETE || !inUse) {
            return sequence.abort(session, journal, how);
        }
        Turn turn = sequence.abort(session, journal, OnAbort.CANCEL);
        return turn instanceof Turn.Done done
                ? Operation.left(done.result().get(LEFT) + "; what was made is in use by the cluster and stays:"
                        + " aksMonitoring(state: 'off') undoes it")
                : turn;
    }

    @Override
    public Optional<String> writerKey() {
        return sequence.writerKey();
    }

    private Sequence<AksSession> sequence() {
        Sequence.Builder<AksSession> phases = Sequence.<AksSession>named().then(LOOK, new MonitoringLookUp(spec));
        if (spec.metrics()) {
            metrics(phases);
        }
        if (spec.logs()) {
            phases.thenFrom("log rule", results -> collection.logsRule(places(results)))
                    .thenFrom("log association", results -> collection.logsAssociation(places(results)));
        }
        phases.thenFrom(
                CLUSTER, results -> MonitoredCluster.on(spec, places(results).id(MonitoringPlaces.LOGS)));
        if (spec.agents() != null) {
            phases.thenFrom(
                    AGENTS,
                    results -> new MonitoringAgents(spec, places(results).privateCluster(), true));
        }
        return phases.writing(spec.clusterId()).returning(this::result).build();
    }

    private void metrics(Sequence.Builder<AksSession> phases) {
        phases.thenFrom("metrics endpoint", results -> collection.metricsEndpoint(places(results)))
                .thenFrom("metrics rule", results -> collection.metricsRule(places(results)))
                .thenFrom("metrics association", results -> collection.metricsAssociation(places(results)));
        if (spec.withGrafana()) {
            phases.thenFrom(ROLE, results -> new GrafanaRole(spec, places(results)))
                    .thenFrom("Grafana", results -> link(places(results)));
        }
        if (spec.recordingRules()) {
            phases.thenFrom(GROUPS, results -> new RecordingRules(spec, places(results)));
        }
    }

    private static Operation<AksSession> link(MonitoringPlaces places) {
        return places.hasGrafana()
                ? new GrafanaLink(places.id(MonitoringPlaces.GRAFANA), places.id(MonitoringPlaces.MONITOR), true)
                : new Nothing();
    }

    private static MonitoringPlaces places(Map<String, Map<String, Object>> results) {
        return new MonitoringPlaces(results.get(LOOK));
    }

    private Map<String, Object> result(Map<String, Map<String, Object>> results) {
        MonitoringPlaces places = places(results);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("metrics", spec.metrics());
        result.put("logs", spec.logs());
        for (String key : List.of(
                MonitoringPlaces.MONITOR,
                MonitoringPlaces.QUERY,
                MonitoringPlaces.GRAFANA,
                MonitoringPlaces.GRAFANA_URL,
                MonitoringPlaces.LOGS)) {
            if (!places.id(key).isEmpty()) {
                result.put(key, places.id(key));
            }
        }
        result.put("ruleGroups", results.getOrDefault(GROUPS, Map.of()).getOrDefault("names", List.of()));
        result.put("warnings", results.getOrDefault(ROLE, Map.of()).getOrDefault(GrafanaRole.WARNINGS, List.of()));
        result.put("agentsChecked", results.getOrDefault(AGENTS, Map.of()).getOrDefault("checked", false));
        result.put("changed", results.values().stream().anyMatch(each -> Boolean.TRUE.equals(each.get("changed"))));
        return result;
    }
}
