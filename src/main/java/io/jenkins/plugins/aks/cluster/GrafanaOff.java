package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.MonitoringService;
import io.jenkins.plugins.aks.azure.RoleRemoval;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;
import java.util.Optional;

/**
 * The Grafana that was named no longer reads the workspace's metrics, unless other clusters send theirs there. Without
 * being named it is left alone: it and its workspace usually serve more than one cluster.
 */
final class GrafanaOff implements Operation<AksSession> {
    private static final Turn NOTHING = Turn.done(Map.of("changed", false));

    private final MonitoringSpec spec;
    private final String workspaceId;
    private final boolean shared;

    GrafanaOff(MonitoringSpec spec, String workspaceId, boolean shared) {
        this.spec = spec;
        this.workspaceId = workspaceId;
        this.shared = shared;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (workspaceId.isEmpty()) {
            return NOTHING;
        }
        if (shared) {
            session.log().line("kept: Grafana's data source, since other clusters send metrics to the same workspace");
            return NOTHING;
        }
        Optional<JsonNode> grafana = MonitoringService.GRAFANA.find(session.arm(), spec.groupId(), spec.grafana());
        if (grafana.isEmpty()) {
            return NOTHING;
        }
        MonitoringPlaces places = MonitoringPlaces.of(grafana.get());
        places.grafana(grafana.get());
        Sequence.Builder<AksSession> phases = Sequence.<AksSession>named()
                .then("data source", new GrafanaLink(places.id(MonitoringPlaces.GRAFANA), workspaceId, false));
        if (!places.grafanaPrincipal().isEmpty()) {
            phases.then(
                    "role",
                    new RoleRemoval<>(GrafanaRole.grant(workspaceId, places.grafanaPrincipal()), AksSession.ACCESS));
        }
        return phases.build().advance(session, journal);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("Grafana may have lost its data source; running the step again finishes it");
    }
}
