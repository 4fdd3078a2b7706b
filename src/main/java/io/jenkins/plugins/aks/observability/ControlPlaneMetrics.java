package io.jenkins.plugins.aks.observability;

import io.jenkins.plugins.aks.azure.FeatureRegistration;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;

/** Metrics of the control plane are collected, and the agent scrapes the targets that were asked for (W135-W137, W140, W141). */
final class ControlPlaneMetrics {
    private static final String LOOK = "method";
    private static final String SETTINGS = "agent's settings";

    private final ControlPlaneSpec spec;

    private ControlPlaneMetrics(ControlPlaneSpec spec) {
        this.spec = spec;
    }

    static Operation<AksSession> of(ControlPlaneSpec spec) {
        return new ControlPlaneMetrics(spec).sequence();
    }

    private Operation<AksSession> sequence() {
        Sequence.Builder<AksSession> phases = Sequence.<AksSession>named()
                .then(LOOK, new ControlPlaneMethod(spec))
                .thenFrom("feature", results -> byProperty(results) ? nothing() : feature())
                .thenFrom("cluster", this::cluster);
        if (spec.on()) {
            phases.then(SETTINGS, new AgentSettingsUpdate(spec.clusterId(), spec.targets(), spec.minimal()));
        }
        return phases.writing(spec.clusterId()).returning(this::result).build();
    }

    private Operation<AksSession> feature() {
        return new FeatureRegistration<>(
                spec.subscription(),
                "Microsoft.ContainerService",
                ControlPlaneCluster.FEATURE,
                false,
                AksSession.ACCESS,
                AksSession::log);
    }

    private Operation<AksSession> cluster(Map<String, Map<String, Object>> results) {
        String version = String.valueOf(results.get(LOOK).get(ControlPlaneMethod.API_VERSION));
        return new ControlPlaneCluster(spec, byProperty(results), version);
    }

    private static boolean byProperty(Map<String, Map<String, Object>> results) {
        return ControlPlaneSpec.PROPERTY.equals(results.get(LOOK).get(ControlPlaneMethod.METHOD));
    }

    private static Operation<AksSession> nothing() {
        return (session, journal) -> Turn.done(Map.of("changed", false));
    }

    private Map<String, Object> result(Map<String, Map<String, Object>> results) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("enabled", spec.on());
        result.putAll(results.get(LOOK));
        result.putAll(results.getOrDefault(SETTINGS, Map.of()));
        result.put("changed", results.values().stream().anyMatch(each -> Boolean.TRUE.equals(each.get("changed"))));
        return result;
    }
}
