package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code aksMonitoring(state: 'off')}. */
class MonitoringOffTest extends MonitoringLab {

    @BeforeEach
    void on() throws Exception {
        monitor(step -> {});
    }

    private static void off(AksMonitoringStep step) {
        step.setState("off");
    }

    private int status(String type, String name, String apiVersion) {
        return cloud.get(id(type, name), apiVersion).status();
    }

    private boolean nothingIsLeft() {
        return status("Microsoft.Insights/dataCollectionRules", "MSProm-northeurope-demo", ApiVersions.DATA_COLLECTION)
                        == 404
                && status(
                                "Microsoft.Insights/dataCollectionRules",
                                "MSCI-northeurope-demo",
                                ApiVersions.DATA_COLLECTION)
                        == 404
                && status(
                                "Microsoft.Insights/dataCollectionEndpoints",
                                "MSProm-northeurope-demo",
                                ApiVersions.DATA_COLLECTION)
                        == 404
                && cloud.get(RecordingRules.groups(cloud.group("demo")), ApiVersions.RULE_GROUPS)
                        .at("/value")
                        .isEmpty();
    }

    @Test
    void undoesAllOfItInTheRightOrder() throws Exception {
        int before = session.gate.writes().size();

        Map<String, Object> result = monitor(MonitoringOffTest::off);

        assertThat(result).containsEntry("changed", true).containsEntry("kept", List.of());
        assertThat(nothingIsLeft()).isTrue();
        assertThat(cloud.get(clusterId(), SimulatedCloud.AKS).text("/properties/azureMonitorProfile/metrics/enabled"))
                .isEqualTo("false");
        assertThat(cloud.get(clusterId(), SimulatedCloud.AKS).text("/properties/addonProfiles/omsagent/enabled"))
                .isEqualTo("false");
        List<String> writes = writes(before);
        assertThat(writes).doesNotHaveDuplicates();
        assertThat(writes.get(0)).startsWith("DELETE " + DataCollection.associations(clusterId()));
        assertThat(writes.indexOf("DELETE " + rule("MSProm-northeurope-demo")))
                .isLessThan(writes.indexOf(
                        "DELETE " + id("Microsoft.Insights/dataCollectionEndpoints", "MSProm-northeurope-demo")));
        assertThat(writes.get(writes.size() - 1)).isEqualTo("PUT " + clusterId());
    }

    @Test
    void theSecondRunWritesNothingAndItCanBeSwitchedOnAgain() throws Exception {
        monitor(MonitoringOffTest::off);
        int before = session.gate.writes().size();

        assertThat(monitor(MonitoringOffTest::off)).containsEntry("changed", false);
        assertThat(writes(before)).isEmpty();

        assertThat(monitor(step -> {})).containsEntry("changed", true).containsEntry("agentsChecked", true);
    }

    @Test
    void logsAloneLeaveTheMetrics() throws Exception {
        monitor(step -> {
            off(step);
            step.setMetrics(false);
        });

        assertThat(cloud.get(rule("MSProm-northeurope-demo"), ApiVersions.DATA_COLLECTION)
                        .status())
                .isEqualTo(200);
        assertThat(cloud.get(rule("MSCI-northeurope-demo"), ApiVersions.DATA_COLLECTION)
                        .status())
                .isEqualTo(404);
        assertThat(cloud.get(clusterId(), SimulatedCloud.AKS).text("/properties/azureMonitorProfile/metrics/enabled"))
                .isEqualTo("true");
    }

    @Test
    void whatOthersMadeIsKeptAndNamed() throws Exception {
        cloud.arm("PATCH", rule("MSCI-northeurope-demo"), ApiVersions.DATA_COLLECTION, "{'tags':{'owner':'ops'}}");

        Map<String, Object> result = monitor(MonitoringOffTest::off);

        assertThat(result.get("kept").toString())
                .contains("data collection rule MSCI-northeurope-demo, which was not made by this plugin");
        assertThat(cloud.get(rule("MSCI-northeurope-demo"), ApiVersions.DATA_COLLECTION)
                        .status())
                .isEqualTo(200);
        assertThat(session.log).anyMatch(line -> line.startsWith("kept: data collection rule MSCI-northeurope-demo"));
    }

    @Test
    void grafanaKeepsItsDataSourceUnlessItIsNamed() throws Exception {
        String linked = "/properties/grafanaIntegrations/azureMonitorWorkspaceIntegrations";
        monitor(step -> {
            off(step);
            step.setLogs(false);
        });
        assertThat(cloud.get(grafana(), ApiVersions.GRAFANA).at(linked)).hasSize(1);

        monitor(step -> {});
        monitor(step -> {
            off(step);
            step.setGrafana("boards");
        });
        assertThat(cloud.get(grafana(), ApiVersions.GRAFANA).at(linked)).isEmpty();
        assertThat(writes(0))
                .anyMatch(write ->
                        write.startsWith("DELETE " + workspace("metrics") + "/providers/Microsoft.Authorization/"));
    }

    @Test
    void killedAgainAndAgainItDeletesNothingTwice() throws Exception {
        int before = session.gate.writes().size();

        session.runDying(operation(MonitoringOffTest::off));

        assertThat(nothingIsLeft()).isTrue();
        assertThat(writes(before)).doesNotHaveDuplicates();
    }

    @Test
    void aLostAnswerAndAFailureOfTheServiceAreNoTwoWrites() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("DELETE", ".*/dataCollectionRules/.*").cutting(Cut.AFTER_EFFECT));
        cloud.sandbox
                .faults()
                .add(FaultRule.on("DELETE", ".*/prometheusRuleGroups/.*").refusing(403, "AuthorizationFailed", "no"));

        assertThatThrownBy(() -> monitor(MonitoringOffTest::off)).hasMessageContaining("AuthorizationFailed");

        monitor(MonitoringOffTest::off);
        assertThat(nothingIsLeft()).isTrue();
    }

    @Test
    void theRestOfAClusterThatIsGoneIsCleanedUp() throws Exception {
        cloud.delete(clusterId(), SimulatedCloud.AKS);
        cloud.pass(java.time.Duration.ofMinutes(15));

        assertThat(monitor(MonitoringOffTest::off)).containsEntry("changed", true);

        assertThat(nothingIsLeft()).isTrue();
    }
}
