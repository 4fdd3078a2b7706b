package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.RoleAssignment;
import io.jenkins.plugins.aks.azure.RoleGrant;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Grafana's identity may read the workspace's metrics. Who runs the step may lack the right to assign roles: then, like the
 * CLI, it warns and goes on, unless the role was said to be required.
 */
final class GrafanaRole implements Operation<AksSession> {
    static final String WARNINGS = "warnings";

    /** Monitoring Data Reader (azure-operations section 14). */
    private static final String ROLE = "b0d8363b-8ddd-447d-831f-62ca05bff136";

    private static final int FORBIDDEN = 403;

    private final MonitoringSpec spec;
    private final MonitoringPlaces places;

    GrafanaRole(MonitoringSpec spec, MonitoringPlaces places) {
        this.spec = spec;
        this.places = places;
    }

    static RoleGrant grant(String workspaceId, String principal) throws InvalidParameterException {
        return RoleGrant.of(workspaceId, ROLE, principal, "ServicePrincipal");
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (!places.hasGrafana()) {
            return Turn.done(Map.of("changed", false, WARNINGS, List.of()));
        }
        if (places.grafanaPrincipal().isEmpty()) {
            return without(
                    session,
                    "Grafana has no managed identity, so it can't read the metrics. Give it a"
                            + " system-assigned one, then run the step again.");
        }
        try {
            Turn turn = assignment().advance(session, journal);
            return turn instanceof Turn.Done done
                    ? Turn.done(
                            Map.of("changed", Boolean.TRUE.equals(done.result().get("changed")), WARNINGS, List.of()))
                    : turn;
        } catch (ArmException refused) {
            if (refused.status() != FORBIDDEN || spec.roleRequired()) {
                throw refused;
            }
            return without(
                    session,
                    "Grafana may not read the metrics: this credential may not assign roles. Let an owner run: az role"
                            + " assignment create --role 'Monitoring Data Reader' --assignee-object-id "
                            + places.grafanaPrincipal() + " --assignee-principal-type ServicePrincipal --scope "
                            + places.id(MonitoringPlaces.MONITOR));
        }
    }

    private Turn without(AksSession session, String warning) throws OperationException {
        if (spec.roleRequired()) {
            throw new OperationException(warning, Map.of("code", "RoleNotAssigned"), null);
        }
        session.log().line("WARNING: " + warning);
        return Turn.done(Map.of("changed", false, WARNINGS, List.of(warning)));
    }

    private RoleAssignment<AksSession> assignment() throws InvalidParameterException {
        return new RoleAssignment<>(
                grant(places.id(MonitoringPlaces.MONITOR), places.grafanaPrincipal()),
                AksSession.ACCESS,
                Optional.empty());
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left("Grafana's role on the workspace is as the log says");
    }
}
