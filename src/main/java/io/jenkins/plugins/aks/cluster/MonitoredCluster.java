package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ClusterChange;
import java.util.Map;

/**
 * The cluster itself has metrics and logs switched on, or off: both by one write, where the CLI's two collide (W016, W017,
 * trap 7).
 */
final class MonitoredCluster extends ClusterChange {
    private static final String METRICS = "/properties/azureMonitorProfile/metrics";
    private static final String ADDON = "omsagent";
    private static final String WORKSPACE = "logAnalyticsWorkspaceResourceID";
    private static final String ENTRA = "useAADAuth";

    private final MonitoringSpec spec;
    private final boolean on;
    private final String logWorkspace;

    private MonitoredCluster(MonitoringSpec spec, boolean on, String logWorkspace) {
        super(ResourceTarget.cluster(spec.clusterId()), spec.cluster());
        this.spec = spec;
        this.on = on;
        this.logWorkspace = logWorkspace;
    }

    /** @param logWorkspace the id of the Log Analytics workspace; empty where logs are not asked for */
    static MonitoredCluster on(MonitoringSpec spec, String logWorkspace) {
        return new MonitoredCluster(spec, true, logWorkspace);
    }

    static MonitoredCluster off(MonitoringSpec spec) {
        return new MonitoredCluster(spec, false, "");
    }

    @Override
    protected boolean change(AksSession session, ObjectNode found, ObjectNode body) throws OperationException {
        Aks.requireRunning(found, spec.cluster());
        boolean changes = spec.metrics() && (on ? metricsOn(session, body) : metricsOff(session, body));
        changes |= spec.logs() && (on ? logsOn(session, body) : logsOff(session, body));
        return changes;
    }

    private boolean metricsOn(AksSession session, ObjectNode body) {
        if (body.at(METRICS + "/enabled").asBoolean()) {
            return false;
        }
        session.log().line("cluster " + spec.cluster() + ": switching metrics on");
        ObjectNode metrics = body.withObject(METRICS).put("enabled", true);
        ObjectNode state = metrics.withObject("/kubeStateMetrics");
        for (String list : new String[] {"metricLabelsAllowlist", "metricAnnotationsAllowList"}) {
            if (!state.path(list).isTextual()) {
                state.put(list, "");
            }
        }
        return true;
    }

    private boolean metricsOff(AksSession session, ObjectNode body) {
        if (!body.at(METRICS + "/enabled").asBoolean()) {
            return false;
        }
        session.log().line("cluster " + spec.cluster() + ": switching metrics off");
        return ResourceUpdate.set(body, METRICS + "/enabled", BooleanNode.FALSE);
    }

    private boolean logsOn(AksSession session, ObjectNode body) {
        ObjectNode addon = body.withObject("/properties/addonProfiles/" + addonName(body));
        String workspace = config(addon, WORKSPACE);
        boolean entra = config(addon, ENTRA).equalsIgnoreCase("true");
        if (addon.path("enabled").asBoolean() && entra && workspace.equalsIgnoreCase(logWorkspace)) {
            return false;
        }
        session.log()
                .line("cluster " + spec.cluster() + ": "
                        + (workspace.isEmpty()
                                ? "switching logs on"
                                : "logs go to " + logWorkspace + " instead of " + workspace));
        // The values of an add-on's configuration are texts, booleans too.
        ObjectNode config = addon.put("enabled", true).path("config") instanceof ObjectNode present
                ? present
                : addon.putObject("config");
        config.remove(nameIn(config, WORKSPACE));
        config.remove(nameIn(config, ENTRA));
        config.put(WORKSPACE, logWorkspace).put(ENTRA, "true");
        return true;
    }

    private boolean logsOff(AksSession session, ObjectNode body) {
        ObjectNode addon = body.withObject("/properties/addonProfiles/" + addonName(body));
        if (!addon.path("enabled").asBoolean()) {
            return false;
        }
        session.log().line("cluster " + spec.cluster() + ": switching logs off");
        addon.put("enabled", false).set("config", NullNode.instance);
        return true;
    }

    /** The service writes the add-on's name in more than one way. */
    private static String addonName(ObjectNode body) {
        return nameIn(body.at("/properties/addonProfiles"), ADDON);
    }

    private static String config(ObjectNode addon, String name) {
        return addon.path("config").path(nameIn(addon.path("config"), name)).asText("");
    }

    private static String nameIn(JsonNode object, String name) {
        return object.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }
}
