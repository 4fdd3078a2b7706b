package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.azure.DeleteResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Undoes {@code aksMonitoring} in the order of the CLI: an association before its rule, a rule before its endpoint, then the
 * rule groups, then the cluster (azure-operations 3.2, "Disable order").
 */
final class MonitoringOff {
    private static final String LOOK = "what there is";

    private final MonitoringSpec spec;

    private MonitoringOff(MonitoringSpec spec) {
        this.spec = spec;
    }

    static Operation<AksSession> of(MonitoringSpec spec) {
        return new MonitoringOff(spec).sequence();
    }

    private Operation<AksSession> sequence() {
        Sequence.Builder<AksSession> phases = Sequence.<AksSession>named()
                .then(LOOK, new MonitoringRemains(spec))
                .thenFrom("associations", results -> delete(results, MonitoringRemains.ASSOCIATIONS, this::association))
                .thenFrom(
                        "collection rules",
                        results -> delete(
                                results,
                                MonitoringRemains.RULES,
                                name -> DataCollection.target(
                                        "data collection rule", DataCollection.rules(spec.groupId()) + "/" + name)))
                .thenFrom(
                        "collection endpoints",
                        results -> delete(
                                results,
                                MonitoringRemains.ENDPOINTS,
                                name -> DataCollection.target(
                                        "data collection endpoint",
                                        DataCollection.endpoints(spec.groupId()) + "/" + name)))
                .thenFrom(
                        "rule groups",
                        results -> delete(
                                results,
                                MonitoringRemains.RULE_GROUPS,
                                name -> RecordingRules.target(spec.groupId(), name)))
                .thenFrom("Grafana", this::grafana)
                .thenFrom("cluster", this::cluster);
        if (spec.agents() != null) {
            phases.thenFrom("agents", this::agents);
        }
        return phases.writing(spec.clusterId()).returning(this::result).build();
    }

    private ResourceTarget association(String name) {
        return DataCollection.association(spec.clusterId(), name);
    }

    private static Operation<AksSession> delete(
            Map<String, Map<String, Object>> results, String kind, Function<String, ResourceTarget> target) {
        List<String> names = names(results, kind);
        if (names.isEmpty()) {
            return new Nothing();
        }
        Sequence.Builder<AksSession> each = Sequence.named();
        for (String name : names) {
            each.then(name, new DeleteResource<>(target.apply(name), AksSession.ACCESS, current -> {}));
        }
        return each.writing("").build();
    }

    private Operation<AksSession> grafana(Map<String, Map<String, Object>> results) {
        Map<String, Object> found = results.get(LOOK);
        return spec.withGrafana() && spec.grafana() != null
                ? new GrafanaOff(
                        spec,
                        String.valueOf(found.get(MonitoringRemains.WORKSPACE)),
                        Boolean.TRUE.equals(found.get(MonitoringRemains.SHARED)))
                : new Nothing();
    }

    private Operation<AksSession> cluster(Map<String, Map<String, Object>> results) {
        return clusterExists(results) ? MonitoredCluster.off(spec) : new Nothing();
    }

    private Operation<AksSession> agents(Map<String, Map<String, Object>> results) {
        return clusterExists(results) ? new MonitoringAgents(spec, true, false) : new Nothing();
    }

    private static boolean clusterExists(Map<String, Map<String, Object>> results) {
        return Boolean.TRUE.equals(results.get(LOOK).get(MonitoringRemains.CLUSTER_EXISTS));
    }

    private Map<String, Object> result(Map<String, Map<String, Object>> results) {
        boolean changed = results.values().stream().anyMatch(each -> Boolean.TRUE.equals(each.get("changed")));
        List<String> deleted = new ArrayList<>();
        for (String kind : List.of(
                MonitoringRemains.ASSOCIATIONS,
                MonitoringRemains.RULES,
                MonitoringRemains.ENDPOINTS,
                MonitoringRemains.RULE_GROUPS)) {
            deleted.addAll(names(results, kind));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        if (spec.metrics()) {
            result.put("metrics", false);
        }
        if (spec.logs()) {
            result.put("logs", false);
        }
        result.put("deleted", deleted);
        result.put("kept", results.get(LOOK).get(MonitoringRemains.KEPT));
        result.put("changed", changed);
        return result;
    }

    private static List<String> names(Map<String, Map<String, Object>> results, String kind) {
        return ((List<?>) results.get(LOOK).get(kind))
                .stream().map(String::valueOf).toList();
    }
}
