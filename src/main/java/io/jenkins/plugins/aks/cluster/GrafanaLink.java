package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Grafana has a Monitor workspace as data source, or has it no longer. A PATCH with the whole list of workspaces, so that
 * nothing else of the instance is touched (azure-operations 3.2, step 8).
 */
final class GrafanaLink implements Operation<AksSession> {
    private static final String SENT = "sent";
    private static final String TAKEN = "taken";
    private static final String ID = "azureMonitorWorkspaceResourceId";

    private final String grafanaId;
    private final String workspaceId;
    private final boolean wanted;

    GrafanaLink(String grafanaId, String workspaceId, boolean wanted) {
        this.grafanaId = grafanaId;
        this.workspaceId = workspaceId;
        this.wanted = wanted;
    }

    private String subject() {
        return "Grafana " + grafanaId.substring(grafanaId.lastIndexOf('/') + 1);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (LongRunning.isPending(journal)
                && LongRunning.poll(session.arm(), journal, session.clock()) instanceof LongRunning.Running running) {
            return Turn.again(running.after(), subject() + ": " + running.state());
        }
        ArmResponse grafana = session.arm().get(grafanaId, ApiVersions.GRAFANA);
        String state = grafana.provisioningState().orElse("");
        if (!LongRunning.isFinal(state)) {
            return Turn.again(LongRunning.usualWait(grafanaId), subject() + ": " + state);
        }
        List<String> linked = linked(grafana.body());
        boolean present = linked.stream().anyMatch(workspaceId::equalsIgnoreCase);
        if (present == wanted) {
            return Turn.done(Map.of("changed", journal.get(SENT).isPresent()));
        }
        return patch(session, journal, linked);
    }

    private Turn patch(AksSession session, Journal journal, List<String> linked)
            throws OperationException, TransientException, IOException {
        if (journal.get(TAKEN).isPresent()) {
            throw new OperationException(
                    subject() + " took the change of its data sources, and does not have it. Look at"
                            + " its activity log, then run the step again.");
        }
        ObjectNode body = Models.object();
        ArrayNode all = body.putObject("properties")
                .putObject("grafanaIntegrations")
                .putArray("azureMonitorWorkspaceIntegrations");
        List<String> next = new ArrayList<>(linked);
        next.removeIf(workspaceId::equalsIgnoreCase);
        if (wanted) {
            next.add(workspaceId);
        }
        next.forEach(each -> all.addObject().put(ID, each));
        session.log()
                .line(subject() + (wanted ? ": adding" : ": removing") + " the data source of "
                        + workspaceId.substring(workspaceId.lastIndexOf('/') + 1));
        journal.put(SENT, "true").save();
        ArmResponse answer = session.arm().patch(grafanaId, ApiVersions.GRAFANA, body);
        journal.put(TAKEN, "true");
        LongRunning.accepted(journal, "PATCH", grafanaId, ApiVersions.GRAFANA, answer);
        return Turn.again(LongRunning.usualWait(grafanaId), subject() + ": updating");
    }

    private static List<String> linked(JsonNode grafana) {
        List<String> linked = new ArrayList<>();
        grafana.at("/properties/grafanaIntegrations/azureMonitorWorkspaceIntegrations")
                .forEach(each -> linked.add(each.path(ID).asText()));
        return linked;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(SENT).isPresent()
                        ? subject() + " keeps the data source; aksMonitoring(state: 'off') with grafana takes it away"
                        : subject() + " was not changed");
    }
}
