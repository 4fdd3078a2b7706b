package io.jenkins.plugins.aks.cluster;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.azure.MonitoringService;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Switches the collection of a cluster's metrics and logs on or off (W015, W016, W017). */
public final class AksMonitoringStep extends AksStep {
    /** The default of {@link #getState}. */
    public static final String ON = "on";

    /** The default of {@link #getAgentTimeLimit}. */
    public static final String AGENT_TIME_LIMIT = "20m";

    private static final String OFF = "off";

    private String state;
    private boolean metrics = true;
    private boolean logs = true;
    private String monitorWorkspace;
    private String grafana;
    private String logWorkspace;
    private boolean recordingRules = true;
    private boolean windowsRules;
    private boolean roleRequired;
    private boolean waitForAgents = true;
    private String agentTimeLimit;

    @DataBoundConstructor
    public AksMonitoringStep() {
        // The services of the cluster's resource group are found by themselves.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        if (!metrics && !logs) {
            throw new InvalidParameterException(
                    "metrics", false, "true, or logs: true", "Say what to collect; state: 'off' switches both off.");
        }
        MonitoringSpec spec = new MonitoringSpec(
                scope.groupId(),
                scope.clusterId(),
                scope.cluster(),
                metrics,
                logs,
                MonitoringService.MONITOR_WORKSPACE.checked(monitorWorkspace),
                MonitoringService.GRAFANA.checked(grafana),
                MonitoringService.LOG_WORKSPACE.checked(logWorkspace),
                recordingRules,
                windowsRules,
                roleRequired,
                waitForAgents ? Durations.parse(getAgentTimeLimit(), "agentTimeLimit") : null);
        boolean on = Given.word("state", getState(), ON, OFF).equals(ON);
        return on ? new AksMonitoring(spec) : MonitoringOff.of(spec);
    }

    /** {@code on} or {@code off}. */
    public String getState() {
        return state == null ? ON : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    public boolean isMetrics() {
        return metrics;
    }

    @DataBoundSetter
    public void setMetrics(boolean metrics) {
        this.metrics = metrics;
    }

    public boolean isLogs() {
        return logs;
    }

    @DataBoundSetter
    public void setLogs(boolean logs) {
        this.logs = logs;
    }

    public String getMonitorWorkspace() {
        return monitorWorkspace;
    }

    @DataBoundSetter
    public void setMonitorWorkspace(String monitorWorkspace) {
        this.monitorWorkspace = Util.fixEmptyAndTrim(monitorWorkspace);
    }

    public String getGrafana() {
        return grafana;
    }

    @DataBoundSetter
    public void setGrafana(String grafana) {
        this.grafana = Util.fixEmptyAndTrim(grafana);
    }

    public String getLogWorkspace() {
        return logWorkspace;
    }

    @DataBoundSetter
    public void setLogWorkspace(String logWorkspace) {
        this.logWorkspace = Util.fixEmptyAndTrim(logWorkspace);
    }

    public boolean isRecordingRules() {
        return recordingRules;
    }

    @DataBoundSetter
    public void setRecordingRules(boolean recordingRules) {
        this.recordingRules = recordingRules;
    }

    public boolean isWindowsRules() {
        return windowsRules;
    }

    @DataBoundSetter
    public void setWindowsRules(boolean windowsRules) {
        this.windowsRules = windowsRules;
    }

    public boolean isRoleRequired() {
        return roleRequired;
    }

    @DataBoundSetter
    public void setRoleRequired(boolean roleRequired) {
        this.roleRequired = roleRequired;
    }

    public boolean isWaitForAgents() {
        return waitForAgents;
    }

    @DataBoundSetter
    public void setWaitForAgents(boolean waitForAgents) {
        this.waitForAgents = waitForAgents;
    }

    /** A duration such as {@code 20m}. */
    public String getAgentTimeLimit() {
        return agentTimeLimit == null ? AGENT_TIME_LIMIT : agentTimeLimit;
    }

    @DataBoundSetter
    public void setAgentTimeLimit(String agentTimeLimit) {
        this.agentTimeLimit = Util.fixEmptyAndTrim(agentTimeLimit);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("aksMonitoring", "AKS: switch metrics and logs on or off");
        }
    }
}
