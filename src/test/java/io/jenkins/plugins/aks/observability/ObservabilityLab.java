package io.jenkins.plugins.aks.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.cluster.AksCreateStep;
import io.jenkins.plugins.aks.cluster.AksMonitoringStep;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster, a Monitor workspace and a Grafana, not connected yet. */
abstract class ObservabilityLab {
    static final String CLUSTER = ".*/managedClusters/demo";

    SimulatedCloud cloud;
    SandboxSession session;
    FixedScope scope;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        scope = new FixedScope(session.subscription(), "demo", "demo", Optional.of("westeurope"));
        cloud.put(cloud.group("demo"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        AksCreateStep create = new AksCreateStep("demo");
        create.setNodeCount(1);
        run(create);
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    final void monitored() throws Exception {
        for (String namespace : List.of("Monitor", "Insights", "AlertsManagement", "Dashboard")) {
            cloud.post(
                    cloud.subscription() + "/providers/Microsoft." + namespace + "/register", SimulatedCloud.RESOURCES);
        }
        cloud.pass(Duration.ofMinutes(2));
        cloud.put(workspace(), ApiVersions.MONITOR_ACCOUNTS, "{'location':'westeurope'}");
        cloud.put(
                grafana(),
                ApiVersions.GRAFANA,
                "{'location':'westeurope','sku':{'name':'Standard'},'identity':{'type':'SystemAssigned'},"
                        + "'properties':{}}");
        cloud.pass(Duration.ofMinutes(10));
        AksMonitoringStep monitoring = new AksMonitoringStep();
        monitoring.setLogs(false);
        monitoring.setRecordingRules(false);
        run(monitoring);
    }

    final String workspace() {
        return id("Microsoft.Monitor/accounts", "metrics");
    }

    final String grafana() {
        return id("Microsoft.Dashboard/grafana", "boards");
    }

    final String id(String type, String name) {
        return cloud.group("demo") + "/providers/" + type + "/" + name;
    }

    final String clusterId() {
        return id("Microsoft.ContainerService/managedClusters", "demo");
    }

    final Answer cluster(String apiVersion) {
        return cloud.get(clusterId(), apiVersion);
    }

    final Operation<AksSession> operation(AksStep step) throws Exception {
        return StepOperations.of(step, scope);
    }

    final Map<String, Object> run(AksStep step) throws Exception {
        return session.run(operation(step));
    }

    final List<String> writes(int from) {
        return session.gate.writes().stream()
                .skip(from)
                .map(write -> write.verb() + " " + write.target())
                .toList();
    }

    final int written() {
        return session.gate.writes().size();
    }
}
