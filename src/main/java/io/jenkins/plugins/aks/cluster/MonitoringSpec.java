package io.jenkins.plugins.aks.cluster;

import java.time.Duration;

/**
 * What {@code aksMonitoring} was asked for. Of the three services a null means the only one in the resource group.
 *
 * @param groupId the cluster's resource group, where names are looked up and where data collection is kept
 * @param metrics managed Prometheus
 * @param logs container logs in Log Analytics
 * @param roleRequired whether a Grafana that may not read the metrics is a failure
 * @param agents how long the agents may take; null to not wait for them
 */
record MonitoringSpec(
        String groupId,
        String clusterId,
        String cluster,
        boolean metrics,
        boolean logs,
        String monitorWorkspace,
        String grafana,
        String logWorkspace,
        boolean recordingRules,
        boolean windowsRules,
        boolean roleRequired,
        Duration agents) {

    /** For {@link #grafana}: the metrics are to be kept without one. */
    static final String NO_GRAFANA = "none";

    boolean withGrafana() {
        return metrics && !NO_GRAFANA.equalsIgnoreCase(grafana);
    }
}
