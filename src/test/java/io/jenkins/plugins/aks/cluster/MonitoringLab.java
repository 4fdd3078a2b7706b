package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A cluster in West Europe, and what watches it in North Europe. */
abstract class MonitoringLab {
    static final String CLUSTER = ".*/managedClusters/demo";

    SimulatedCloud cloud;
    SandboxSession session;
    FixedScope scope;

    @BeforeEach
    void aCluster(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        scope = new FixedScope(session.subscription(), "demo", "demo", Optional.of("westeurope"));
        cloud.put(cloud.group("demo"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        AksCreateStep create = new AksCreateStep("demo");
        create.setNodeCount(1);
        session.run(create.operation(scope));
        for (String namespace :
                List.of("Monitor", "Insights", "AlertsManagement", "Dashboard", "OperationalInsights")) {
            cloud.post(
                    cloud.subscription() + "/providers/Microsoft." + namespace + "/register", SimulatedCloud.RESOURCES);
        }
        cloud.pass(Duration.ofMinutes(2));
        made(workspace("metrics"), ApiVersions.MONITOR_ACCOUNTS, "{'location':'northeurope'}");
        made(
                grafana(),
                ApiVersions.GRAFANA,
                "{'location':'northeurope','sku':{'name':'Standard'},"
                        + "'identity':{'type':'SystemAssigned'},'properties':{}}");
        made(
                id("Microsoft.OperationalInsights/workspaces", "logs"),
                ApiVersions.LOG_WORKSPACES,
                "{'location':'northeurope','properties':{}}");
        cloud.pass(Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    final void made(String id, String apiVersion, String body) {
        assertThat(cloud.put(id, apiVersion, body).status()).as(id).isEqualTo(201);
    }

    final String id(String type, String name) {
        return cloud.group("demo") + "/providers/" + type + "/" + name;
    }

    final String workspace(String name) {
        return id("Microsoft.Monitor/accounts", name);
    }

    final String grafana() {
        return id("Microsoft.Dashboard/grafana", "boards");
    }

    final String clusterId() {
        return id("Microsoft.ContainerService/managedClusters", "demo");
    }

    final String rule(String name) {
        return id("Microsoft.Insights/dataCollectionRules", name);
    }

    final Operation<AksSession> operation(Consumer<AksMonitoringStep> parameters) throws Exception {
        AksMonitoringStep step = new AksMonitoringStep();
        parameters.accept(step);
        return step.operation(scope);
    }

    final Map<String, Object> monitor(Consumer<AksMonitoringStep> parameters) throws Exception {
        return session.run(operation(parameters));
    }

    final List<String> writes(int from) {
        return session.gate.writes().stream()
                .skip(from)
                .map(write -> write.verb() + " " + write.target())
                .toList();
    }

    /** Takes turns until the world is as a test needs it. */
    final void advance(Operation<AksSession> operation, Journal journal, BooleanSupplier until) throws Exception {
        for (int turn = 0; turn < 100; turn++) {
            if (until.getAsBoolean()) {
                return;
            }
            if (operation.advance(session, journal) instanceof Turn.Again again) {
                cloud.clock.advance(again.after());
            }
        }
        throw new AssertionError("it does not come to that: " + session.log);
    }

    final boolean clusterWasWritten() {
        return cloud.sandbox.requests().matching("PUT", CLUSTER).size() > 1;
    }
}
