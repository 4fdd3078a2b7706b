package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code aksMonitoring} through the real clients against the sandbox (W016, W017). */
class AksMonitoringTest extends MonitoringLab {

    private Answer cluster() {
        return cloud.get(clusterId(), SimulatedCloud.AKS);
    }

    private String association(String name) {
        return cloud.get(DataCollection.associations(clusterId()) + "/" + name, ApiVersions.DATA_COLLECTION)
                .text("/properties/dataCollectionRuleId");
    }

    @Test
    void metricsAndLogsAreCollectedInTheRegionOfWhatTheyAreSentTo() throws Exception {
        Map<String, Object> result = monitor(step -> {});

        assertThat(result)
                .containsEntry("changed", true)
                .containsEntry("agentsChecked", true)
                .containsEntry("monitorWorkspaceId", workspace("metrics"))
                .containsEntry("grafanaId", grafana());
        Answer endpoint = cloud.get(
                id("Microsoft.Insights/dataCollectionEndpoints", "MSProm-northeurope-demo"),
                ApiVersions.DATA_COLLECTION);
        assertThat(endpoint.text("/location")).isEqualTo("northeurope");
        assertThat(endpoint.text("/tags/created-by")).isEqualTo("aks-pipeline-steps");
        Answer rule = cloud.get(rule("MSProm-northeurope-demo"), ApiVersions.DATA_COLLECTION);
        assertThat(rule.text("/properties/dataCollectionEndpointId")).endsWith("/MSProm-northeurope-demo");
        assertThat(rule.text("/properties/destinations/monitoringAccounts/0/accountResourceId"))
                .isEqualTo(workspace("metrics"));
        assertThat(association("ContainerInsightsMetricsExtension")).isEqualTo(rule("MSProm-northeurope-demo"));
        assertThat(association("ContainerInsightsExtension")).isEqualTo(rule("MSCI-northeurope-demo"));
        assertThat(cluster().text("/properties/azureMonitorProfile/metrics/enabled"))
                .isEqualTo("true");
        assertThat(cluster().text("/properties/addonProfiles/omsagent/config/useAADAuth"))
                .isEqualTo("true");
        assertThat(
                        cloud.get(grafana(), ApiVersions.GRAFANA)
                                .text(
                                        "/properties/grafanaIntegrations/azureMonitorWorkspaceIntegrations/0/azureMonitorWorkspaceResourceId"))
                .isEqualTo(workspace("metrics"));
    }

    @Test
    void theClusterIsWrittenOnceAndAfterAllThatItsAgentsNeed() throws Exception {
        int before = session.gate.writes().size();
        monitor(step -> {});

        List<String> writes = writes(before);
        assertThat(writes.stream().filter(write -> write.equals("PUT " + clusterId())))
                .hasSize(1);
        assertThat(writes.get(writes.size() - 1)).isEqualTo("PUT " + clusterId());
        assertThat(writes.indexOf("PUT " + rule("MSProm-northeurope-demo")))
                .isLessThan(writes.indexOf(
                        "PUT " + DataCollection.associations(clusterId()) + "/ContainerInsightsMetricsExtension"));
    }

    @Test
    void theSecondRunWritesNothing() throws Exception {
        Map<String, Object> first = monitor(step -> {});
        int before = session.gate.writes().size();

        Map<String, Object> second = monitor(step -> {});

        assertThat(writes(before)).isEmpty();
        assertThat(second).containsEntry("changed", false);
        assertThat(second.get("ruleGroups")).isEqualTo(first.get("ruleGroups"));
    }

    @Test
    void recordingRulesAreThoseThatAzureRecommendsAndWindowsOnesAreOff() throws Exception {
        Map<String, Object> result = monitor(step -> {});

        assertThat(result.get("ruleGroups"))
                .isEqualTo(List.of(
                        "NodeRecordingRulesRuleGroup-demo",
                        "KubernetesRecordingRulesRuleGroup-demo",
                        "NodeRecordingRulesRuleGroup-Win-demo",
                        "NodeAndKubernetesRecordingRulesRuleGroup-Win-demo",
                        "UXRecordingRulesRuleGroup-demo"));
        Answer linux = cloud.get(group("NodeRecordingRulesRuleGroup-demo"), ApiVersions.RULE_GROUPS);
        assertThat(linux.text("/location")).isEqualTo("northeurope");
        assertThat(linux.text("/properties/scopes/1")).isEqualTo(clusterId());
        assertThat(linux.text("/properties/clusterName")).isEqualTo("demo");
        assertThat(linux.text("/properties/enabled")).isEqualTo("true");
        String windows = group("NodeRecordingRulesRuleGroup-Win-demo");
        assertThat(cloud.get(windows, ApiVersions.RULE_GROUPS).text("/properties/enabled"))
                .isEqualTo("false");

        assertThat(monitor(step -> step.setWindowsRules(true))).containsEntry("changed", true);
        assertThat(cloud.get(windows, ApiVersions.RULE_GROUPS).text("/properties/enabled"))
                .isEqualTo("true");
    }

    private String group(String name) {
        return RecordingRules.target(cloud.group("demo"), name).path();
    }

    @Test
    void metricsOrLogsAlone() throws Exception {
        Map<String, Object> logs = monitor(step -> step.setMetrics(false));
        assertThat(logs).containsEntry("metrics", false).doesNotContainKey("monitorWorkspaceId");
        assertThat(cluster().text("/properties/azureMonitorProfile/metrics/enabled"))
                .isNotEqualTo("true");
        assertThat(association("ContainerInsightsMetricsExtension")).isEmpty();

        int before = session.gate.writes().size();
        monitor(step -> {
            step.setLogs(false);
            step.setGrafana("none");
            step.setRecordingRules(false);
        });
        assertThat(writes(before)).noneMatch(write -> write.contains("grafana") || write.contains("RuleGroups"));
        assertThat(cluster().text("/properties/addonProfiles/omsagent/enabled")).isEqualTo("true");
    }

    @Test
    void severalWorkspacesAreNotGuessedBetween() throws Exception {
        made(workspace("other"), ApiVersions.MONITOR_ACCOUNTS, "{'location':'westeurope'}");
        int before = session.gate.writes().size();

        assertThatThrownBy(() -> monitor(step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("the resource group has several: metrics, other")
                .hasMessageContaining("Say which one by monitorWorkspace");
        assertThat(writes(before)).isEmpty();

        assertThat(monitor(step -> step.setMonitorWorkspace("other")))
                .containsEntry("monitorWorkspaceId", workspace("other"));
        assertThat(association("ContainerInsightsMetricsExtension")).isEqualTo(rule("MSProm-westeurope-demo"));
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> operation(step -> step.setMonitorWorkspace(grafana())))
                .hasMessageContaining("monitorWorkspace: '/subscriptions/")
                .hasMessageContaining("Microsoft.Monitor/accounts/{name}");
        assertThatThrownBy(() -> operation(step -> step.setState("maybe"))).hasMessageContaining("state: 'maybe'");
        assertThatThrownBy(() -> operation(step -> step.setAgentTimeLimit("soon")))
                .hasMessageContaining("agentTimeLimit");
        assertThatThrownBy(() -> operation(step -> {
                    step.setMetrics(false);
                    step.setLogs(false);
                }))
                .hasMessageContaining("Say what to collect");
    }

    @Test
    void whatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> monitor(step -> step.setGrafana("nothere")))
                .hasMessageContaining("Grafana: it does not exist");
        assertThatThrownBy(() -> monitor(step -> step.setLogWorkspace("nothere")))
                .hasMessageContaining("Log Analytics workspace: it does not exist");
    }

    @Test
    void killedAgainAndAgainItWritesNothingTwice() throws Exception {
        int before = session.gate.writes().size();

        assertThat(session.runDying(operation(step -> {}))).containsEntry("changed", true);

        assertThat(writes(before)).doesNotHaveDuplicates().contains("PUT " + clusterId());
    }

    @Test
    void lostAnswersAreNoSecondWrites() throws Exception {
        for (String path : List.of(
                ".*/dataCollectionRules/MSProm.*",
                ".*/dataCollectionRuleAssociations/.*",
                ".*/prometheusRuleGroups/.*",
                CLUSTER)) {
            cloud.sandbox.faults().add(FaultRule.on("PUT", path).cutting(Cut.AFTER_EFFECT));
        }
        cloud.sandbox.faults().add(FaultRule.on("PATCH", ".*/grafana/boards").cutting(Cut.AFTER_EFFECT));
        int before = session.gate.writes().size();

        monitor(step -> {});

        assertThat(writes(before)).doesNotHaveDuplicates();
    }

    @Test
    void aClusterThatSomebodyElseChangesIsWaitedFor() throws Exception {
        cloud.put(
                clusterId() + "/agentPools/user",
                SimulatedCloud.AKS,
                "{'properties':{'count':1,'mode':'User','vmSize':'Standard_DS2_v2'}}");

        assertThat(monitor(step -> {})).containsEntry("changed", true);
        assertThat(cloud.sandbox.requests().matching("PUT", CLUSTER).stream()
                        .filter(request -> request.status() == 409))
                .isEmpty();
    }

    @Test
    void agentsThatNeverComeAreNamedWithWhatTheirPodsSay() throws Exception {
        Operation<AksSession> operation = operation(step -> step.setAgentTimeLimit("3m"));
        MemoryJournal journal = new MemoryJournal();
        advance(operation, journal, this::clusterWasWritten);
        cloud.delete(
                DataCollection.associations(clusterId()) + "/ContainerInsightsMetricsExtension",
                ApiVersions.DATA_COLLECTION);

        assertThatThrownBy(() -> session.run(operation, journal))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "AgentsNotReady"))
                .hasMessageContaining("after 3m00s its agents in kube-system are not ready: Deployment ama-metrics:")
                .hasMessageContaining("CrashLoopBackOff");
    }

    @Test
    void aClusterThatDoesNotExistIsNamed() {
        scope = new FixedScope(session.subscription(), "demo", "gone", Optional.empty());
        assertThatThrownBy(() -> monitor(step -> {})).hasMessageContaining("cluster gone does not exist");
    }

    @Test
    void aRuleThatServesAnotherClusterIsNotRedirected() throws Exception {
        String longName = "a".repeat(55);
        cluster(longName + "-one");
        cluster(longName + "-two");
        made(workspace("other"), ApiVersions.MONITOR_ACCOUNTS, "{'location':'northeurope'}");
        scope = new FixedScope(session.subscription(), "demo", longName + "-one", Optional.empty());
        monitor(step -> metricsTo(step, "metrics"));
        scope = new FixedScope(session.subscription(), "demo", longName + "-two", Optional.empty());

        assertThatThrownBy(() -> monitor(step -> metricsTo(step, "other")))
                .hasMessageContaining("has other settings than cluster " + longName + "-two needs")
                .hasMessageContaining("serves another cluster too")
                .hasMessageContaining(longName + "-one");
        assertThat(monitor(step -> metricsTo(step, "metrics"))).containsEntry("changed", true);
    }

    private void cluster(String name) throws Exception {
        AksCreateStep create = new AksCreateStep(name);
        create.setNodeCount(1);
        session.run(create.operation(new FixedScope(session.subscription(), "demo", name, Optional.of("westeurope"))));
    }

    private static void metricsTo(AksMonitoringStep step, String workspace) {
        step.setLogs(false);
        step.setMonitorWorkspace(workspace);
        step.setGrafana("none");
        step.setRecordingRules(false);
        step.setWaitForAgents(false);
    }

    @Test
    void stoppingWithDeleteTakesAwayWhatWasMadeUnlessTheClusterUsesItAlready() throws Exception {
        Operation<AksSession> operation = operation(step -> {});
        MemoryJournal journal = new MemoryJournal();
        advance(operation, journal, () -> status(rule("MSProm-northeurope-demo")) == 200);
        stop(operation, journal);
        assertThat(status(rule("MSProm-northeurope-demo"))).isEqualTo(404);

        Operation<AksSession> again = operation(step -> {});
        MemoryJournal other = new MemoryJournal();
        advance(again, other, this::clusterWasWritten);
        assertThat(stop(again, other)).contains("aksMonitoring(state: 'off') undoes it");
        assertThat(association("ContainerInsightsMetricsExtension")).isNotEmpty();
    }

    private String stop(Operation<AksSession> operation, MemoryJournal journal) throws Exception {
        Turn turn = operation.abort(session, journal, OnAbort.DELETE);
        while (turn instanceof Turn.Again again) {
            cloud.clock.advance(again.after());
            turn = operation.abort(session, journal, OnAbort.DELETE);
        }
        return String.valueOf(((Turn.Done) turn).result().get("left"));
    }

    @Test
    void grafanaMayReadTheMetrics() throws Exception {
        assertThat(monitor(step -> {})).containsEntry("warnings", List.of());

        String principal = cloud.get(grafana(), ApiVersions.GRAFANA).text("/identity/principalId");
        assertThat(readers()).singleElement().isEqualTo(principal);
    }

    private List<String> readers() {
        List<String> readers = new ArrayList<>();
        cloud.get(workspace("metrics") + "/providers/Microsoft.Authorization/roleAssignments", "2022-04-01")
                .at("/value")
                .forEach(assignment -> {
                    if (assignment.at("/properties/roleDefinitionId").asText().contains("b0d8363b-8ddd-447d")) {
                        readers.add(assignment.at("/properties/principalId").asText());
                    }
                });
        return readers;
    }

    @Test
    void withoutTheRightToAssignRolesItWarnsAndSaysWhatToDo() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/roleAssignments/.*")
                        .refusing(403, "AuthorizationFailed", "no right")
                        .always());

        Map<String, Object> result = monitor(step -> {});

        assertThat(result.get("warnings").toString())
                .contains("Let an owner run: az role assignment create --role 'Monitoring Data Reader'")
                .contains("--scope " + workspace("metrics"));
        assertThat(session.log).anyMatch(line -> line.startsWith("WARNING: Grafana may not read the metrics"));
        assertThat(result).containsEntry("agentsChecked", true);
        assertThatThrownBy(() -> monitor(step -> step.setRoleRequired(true)))
                .hasMessageContaining("may not assign roles (AuthorizationFailed)");
    }

    private int status(String rule) {
        return cloud.get(rule, ApiVersions.DATA_COLLECTION).status();
    }
}
