package io.jenkins.plugins.aks.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@code scrapeTargets} (W142-W145). */
class ScrapeTargetsTest extends ObservabilityLab {
    private static final String POOL = "podMonitor/default/prometheus-reference-app-job/0";
    private static final String READER = "b0d8363b-8ddd-447d-831f-62ca05bff136";

    private static ScrapeTargetsStep step(Consumer<ScrapeTargetsStep> parameters) {
        ScrapeTargetsStep step = new ScrapeTargetsStep();
        parameters.accept(step);
        return step;
    }

    private static ScrapeTargetsStep referenceApp() {
        return step(step -> step.setBuiltin("reference-app"));
    }

    private void mayReadMetrics() throws Exception {
        String assignment = workspace() + "/providers/Microsoft.Authorization/roleAssignments/"
                + "11111111-2222-3333-4444-555555555555";
        cloud.put(
                assignment,
                "2022-04-01",
                "{'properties':{'roleDefinitionId':'" + cloud.subscription()
                        + "/providers/Microsoft.Authorization/roleDefinitions/" + READER + "','principalId':'"
                        + session.caller().objectId() + "','principalType':'ServicePrincipal'}}");
        cloud.pass(Duration.ofMinutes(3));
    }

    @Test
    void theReferenceAppIsScrapedAsAllReplicasSayAndTheSecondRunAppliesNothing() throws Exception {
        monitored();

        Map<String, Object> first = run(referenceApp());

        assertThat(first).containsEntry("pools", List.of(POOL)).containsEntry("changed", true);
        assertThat((List<?>) first.get("targets")).hasSize(3).allSatisfy(target -> assertThat(
                        ((Map<?, ?>) target).get("health"))
                .isEqualTo("up"));
        assertThat(session.log).anyMatch(line -> line.contains("are up, as 2 replicas of the agent say"));

        int before = written();
        assertThat(run(referenceApp())).containsEntry("changed", false).containsEntry("targets", first.get("targets"));
        assertThat(writes(before)).isEmpty();
        assertThat(run(step(step -> step.setPools(List.of(POOL))))).containsEntry("changed", false);
    }

    @Test
    void aSampleOfAfterTheStartIsWaitedFor() throws Exception {
        monitored();
        mayReadMetrics();
        ScrapeTargetsStep step = referenceApp();
        step.setQuery(true);

        Map<String, Object> result = run(step);

        assertThat(((Map<?, ?>) result.get("samples")).keySet())
                .isEqualTo(Set.of("default/prometheus-reference-app-job"));
    }

    @Test
    void withoutTheRoleForQueriesItIsNamed() throws Exception {
        monitored();
        ScrapeTargetsStep step = referenceApp();
        step.setQuery(true);
        step.setTargetTimeLimit("5m");

        assertThatThrownBy(() -> run(step))
                .hasMessageContaining("Azure Monitor workspace metrics: this credential may not read its metrics")
                .hasMessageContaining("Monitoring Data Reader on " + workspace());
    }

    @Test
    void metricsThatNeverArriveAreAClearEnd() throws Exception {
        monitored();
        mayReadMetrics();
        cloud.put(id("Microsoft.Monitor/accounts", "other"), ApiVersions.MONITOR_ACCOUNTS, "{'location':'westeurope'}");
        ScrapeTargetsStep step = referenceApp();
        step.setQuery(true);
        step.setMonitorWorkspace("metrics");
        step.setTargetTimeLimit("5m");
        cloud.sandbox
                .faults()
                .add(FaultRule.on("GET", "/prometheus/.*/api/v1/query")
                        .answering(
                                200, Map.of(), io.jenkins.plugins.aks.sandbox.Json.parse("{\"data\":{\"result\":[]}}"))
                        .always());

        assertThatThrownBy(() -> run(step))
                .isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.data())
                        .containsEntry("code", "SamplesNeverArrived"))
                .hasMessageContaining(
                        "no samples of job default/prometheus-reference-app-job in workspace metrics are newer than")
                .hasMessageContaining("after 5m00s, although the agent scrapes the targets");
    }

    @Test
    void targetsThatDoNotAnswerAreNamedWithTheAgentsError() throws Exception {
        monitored();
        ScrapeTargetsStep step = step(parameters -> {
            parameters.setYaml(
                    """
                    {apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [
                      {name: web, image: nginx, ports: [{name: metrics, containerPort: 9999}]}]}}
                    ---
                    {apiVersion: azmonitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: web}, spec: {selector:
                      {matchLabels: {app: web}}, podMetricsEndpoints: [{port: metrics}]}}
                    """);
            parameters.setTargetTimeLimit("4m");
        });

        assertThatThrownBy(() -> run(step))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "TargetsNotUp"))
                .hasMessageContaining(
                        "after 4m00s not all targets are scraped: podMonitor/default/web/0: 0 of 1 targets up")
                .hasMessageContaining("connect: connection refused");
    }

    @Test
    void aServiceMonitorIsFollowedToo() throws Exception {
        monitored();
        run(referenceApp());

        Map<String, Object> result = run(
                step(
                        parameters -> parameters.setYaml(
                                """
                {apiVersion: azmonitoring.coreos.com/v1, kind: ServiceMonitor, metadata: {name: reference}, spec: {selector:
                  {matchLabels: {app: prometheus-reference-app}}, endpoints: [{port: weather-app}]}}
                """)));

        assertThat(result).containsEntry("pools", List.of("serviceMonitor/default/reference/0"));
        assertThat((List<?>) result.get("targets")).hasSize(1);
    }

    @Test
    void killedAgainAndAgainItAppliesOnce() throws Exception {
        monitored();
        int before = written();

        session.runDying(operation(referenceApp()));

        assertThat(writes(before)).doesNotHaveDuplicates().hasSize(3);
    }

    @Test
    void withoutAgentsAndWithWrongMonitorsNothingIsSent() throws Exception {
        int before = written();
        assertThatThrownBy(() -> run(referenceApp()))
                .hasMessageContaining("does not know PodMonitors of azmonitoring.coreos.com/v1")
                .hasMessageContaining("aksMonitoring");
        assertThatThrownBy(() -> run(step(parameters -> parameters.setYaml(
                        "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, metadata: {name: web}, spec: {}}"))))
                .hasMessageContaining("which the managed agent does not read. Write azmonitoring.coreos.com/v1");
        assertThatThrownBy(() -> run(step(parameters ->
                        parameters.setYaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {a: b}}"))))
                .hasMessageContaining("no PodMonitor and no ServiceMonitor");
        assertThatThrownBy(() -> run(step(parameters -> {}))).hasMessageContaining("builtin: nothing was given");
        assertThatThrownBy(() -> run(step(parameters -> parameters.setPools(List.of("web")))))
                .hasMessageContaining("pools: 'web'");
        assertThat(writes(before)).isEmpty();
    }
}
