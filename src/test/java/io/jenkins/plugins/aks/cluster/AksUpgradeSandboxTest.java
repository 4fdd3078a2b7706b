package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** aksUpgrade through the real clients against the sandbox (W149); each turn runs in a new process. */
class AksUpgradeSandboxTest {
    private UpgradeLab lab;

    @BeforeEach
    void aCluster(@TempDir Path directory) throws Exception {
        lab = new UpgradeLab(directory);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static AksUpgradeStep gated(String target, String workload) {
        AksUpgradeStep step = new AksUpgradeStep(target);
        step.setGates(List.of(Map.of("kind", "deployment", "name", workload, "namespace", "default")));
        step.setGateTimeLimit("2m");
        return step;
    }

    @Test
    void theControlPlaneThenEachPoolWithGatesBetween() throws Exception {
        lab.deploy("web", 2, "nginx:1");
        AksUpgradeStep step = gated("next-minor", "web");
        step.setMaxSurge("1");
        step.setDrainTimeout("20m");
        step.setSoak("1m");

        Map<String, Object> result = lab.run(step);

        assertThat(result)
                .containsEntry("from", "1.34.6")
                .containsEntry("version", "1.35.5")
                .containsEntry("changed", true);
        assertThat((List<?>) result.get("gates")).hasSize(3).allSatisfy(gate -> assertThat((Map<?, ?>) gate)
                .isNotEmpty());
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.35.5", "userpool", "v1.35.5"));
        assertThat(List.of(lab.puts(UpgradeLab.CLUSTER), lab.puts(UpgradeLab.SYSTEM), lab.puts(UpgradeLab.USER)))
                .containsExactly(1, 1, 1);
        assertThat(lab.session.log)
                .contains("control plane: 1.34.6 -> 1.35.5", "pool systempool: 1.34.6 -> 1.35.5")
                .filteredOn(line -> line.matches("pool systempool: node \\S+ has Kubernetes 1\\.35\\.5 .*"))
                .hasSizeGreaterThanOrEqualTo(2)
                .doesNotHaveDuplicates();
        assertThat(lab.session.log.stream().filter(line -> line.startsWith("gates after")))
                .containsExactly(
                        "gates after control plane: 1 of 1 checks passed",
                        "gates after pool systempool: 1 of 1 checks passed",
                        "gates after pool userpool: 1 of 1 checks passed");
        assertThat(lab.cloud
                        .get(lab.id + "/agentPools/userpool", SimulatedCloud.AKS)
                        .at("/properties/upgradeSettings")
                        .toString())
                .contains("\"maxSurge\":\"1\"", "\"drainTimeoutInMinutes\":20", "\"nodeSoakDurationInMinutes\":1");

        int writes = lab.session.gate.writes().size();
        assertThat(lab.run("1.35.5")).containsEntry("changed", false);
        assertThat(lab.run("latest-patch")).containsEntry("changed", false);
        assertThat(lab.run("stable")).containsEntry("changed", false);
        assertThat(lab.session.gate.writes()).hasSize(writes);
    }

    @Test
    void aKillInTheControlPlaneAndInEachPoolSendsNothingTwice() throws Exception {
        for (String path : List.of(UpgradeLab.CLUSTER, UpgradeLab.SYSTEM, UpgradeLab.USER)) {
            lab.cloud.sandbox.faults().add(FaultRule.on("PUT", path).cutting(Cut.AFTER_EFFECT));
        }

        assertThat(lab.run("next-minor")).containsEntry("version", "1.35.5").containsEntry("changed", true);

        assertThat(List.of(lab.puts(UpgradeLab.CLUSTER), lab.puts(UpgradeLab.SYSTEM), lab.puts(UpgradeLab.USER)))
                .containsExactly(1, 1, 1);
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.35.5", "userpool", "v1.35.5"));
    }

    @Test
    void aBlockingBudgetIsFoundBeforeAnythingStarts() throws Exception {
        lab.deploy("web", 2, "nginx:1");
        lab.budget("web", 2);
        assertThatThrownBy(() -> lab.run("next-minor"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("nothing was started")
                .hasMessageContaining(
                        "[budgets] PodDisruptionBudget default/web allows no eviction (it needs 2 healthy pods and has"
                                + " 2)")
                .hasMessageContaining("skipChecks: ['budgets']");
        lab.assertNothingSent();
    }

    @Test
    void aFailedDrainIsTheServicesFailure() throws Exception {
        lab.deploy("web", 2, "nginx:1");
        lab.budget("web", 2);
        AksUpgradeStep step = new AksUpgradeStep("next-minor");
        step.setSkipChecks(List.of("budgets"));
        step.setDrainTimeout("5m");
        assertThatThrownBy(() -> lab.run(step))
                .hasMessageContaining("UpgradeFailed")
                .hasMessageContaining("Too Many Requests")
                .hasMessageContaining("Not touched: pool userpool.");
        assertThat(lab.puts(UpgradeLab.USER)).isZero();
        assertThat(lab.versions()).containsEntry("userpool", "v1.34.6");

        lab.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace("default")
                .withName("web")
                .delete();
        assertThat(lab.run("next-minor")).containsEntry("version", "1.35.5").containsEntry("changed", true);
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.35.5", "userpool", "v1.35.5"));
        assertThat(lab.puts(UpgradeLab.CLUSTER)).isEqualTo(1);
    }

    @Test
    void everythingElseThatStandsInTheWayIsNamedAtOnce() throws Exception {
        lab.quota("cores", 6);
        Map<String, String> first = Map.of(
                "name",
                lab.client().nodes().list().getItems().get(0).getMetadata().getName());
        lab.client().nodes().withName(first.get("name")).edit(node -> {
            node.getSpec().setUnschedulable(true);
            return node;
        });
        lab.cloud.put(
                lab.id + "/maintenanceConfigurations/default",
                SimulatedCloud.AKS,
                "{'properties':{'timeInWeek':[],'notAllowedTime':[{'start':'2020-01-01T00:00:00Z','end':'2090-01-01T00:00:00Z'}]}}");
        assertThatThrownBy(() -> lab.run("next-minor"))
                .hasMessageContaining("[quota] the surge nodes of pool systempool: 1 × Standard_D2s_v5 need 2 vCPUs")
                .hasMessageContaining("[nodes] node " + first.get("name") + " of pool systempool is cordoned")
                .hasMessageContaining(
                        "[maintenance] the maintenance configuration default allows no maintenance until 2090-01-01")
                .hasMessageContaining("skipChecks: ['maintenance', 'nodes', 'quota']");
        lab.assertNothingSent();
    }

    @Test
    void anOpenWindowOfAksItselfIsInForce() {
        String everyHour = java.util.stream.IntStream.range(0, 24)
                .mapToObj(String::valueOf)
                .collect(java.util.stream.Collectors.joining(","));
        StringBuilder days = new StringBuilder();
        for (java.time.DayOfWeek day : java.time.DayOfWeek.values()) {
            days.append(days.isEmpty() ? "" : ",")
                    .append("{'day':'")
                    .append(Recurrence.name(day))
                    .append("','hourSlots':[")
                    .append(everyHour)
                    .append("]}");
        }
        lab.cloud.put(
                lab.id + "/maintenanceConfigurations/default",
                SimulatedCloud.AKS,
                "{'properties':{'timeInWeek':[" + days + "],'notAllowedTime':[]}}");
        assertThatThrownBy(() -> lab.run("latest-patch"))
                .hasMessageContaining("[maintenance] the maintenance window default is open until");
        lab.assertNothingSent();
    }

    @Test
    void aClosedGateLeavesTheOtherPoolsUntouchedAndSaysSo() throws Exception {
        lab.deploy("web", 3, "nginx:1");
        lab.client().apps().deployments().inNamespace("default").withName("web").edit(web -> {
            web.getSpec().getTemplate().getSpec().setNodeSelector(Map.of("kubernetes.azure.com/no-such", "node"));
            return web;
        });
        assertThatThrownBy(() -> lab.run(gated("next-minor", "web")))
                .isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.data())
                        .containsEntry("code", "GateFailed")
                        .containsEntry("after", "control plane"))
                .hasMessageContaining("Deployment default/web: expected ready, got not ready")
                .hasMessageContaining("Not touched: pools systempool, userpool.");
        assertThat(lab.puts(UpgradeLab.CLUSTER)).isEqualTo(1);
        assertThat(lab.puts(UpgradeLab.SYSTEM) + lab.puts(UpgradeLab.USER)).isZero();
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.34.6", "userpool", "v1.34.6"));

        assertThat(lab.run("next-minor")).containsEntry("version", "1.35.5").containsEntry("changed", true);
        assertThat(lab.session.log)
                .contains("pools systempool, userpool are behind the control plane: they are taken to 1.35.5 first; run"
                        + " the step again for the next minor version");
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.35.5", "userpool", "v1.35.5"));
        assertThat(lab.puts(UpgradeLab.CLUSTER)).isEqualTo(1);
    }

    @Test
    void skippingAMinorVersionIsRefusedWithThePathThatWorks() {
        assertThatThrownBy(() -> lab.run("1.36.2"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("target: '1.36.2' was given")
                .hasMessageContaining("The path that works is 1.34.6 -> 1.35.5 -> 1.36.2");
        assertThatThrownBy(() -> lab.run("1.33.11")).hasMessageContaining("can't be taken back");
        assertThatThrownBy(() -> lab.run("1.35.99")).hasMessageContaining("1.35.4, 1.35.5");
        lab.assertNothingSent();
    }

    @Test
    void scopesAndAliases() throws Exception {
        assertThat(lab.run("1.34")).containsEntry("changed", false);
        AksUpgradeStep plane = new AksUpgradeStep("1.35");
        plane.setScope("control-plane");
        assertThat(lab.run(plane)).containsEntry("version", "1.35.5");
        assertThat(lab.versions()).containsEntry("systempool", "v1.34.6");

        AksUpgradeStep ahead = nodes("1.36.2", "userpool");
        assertThatThrownBy(() -> lab.run(ahead)).hasMessageContaining("Nodes can't be ahead of the control plane");
        assertThatThrownBy(() -> lab.run(nodes("next-minor", "nopool")))
                .hasMessageContaining("pools: 'nopool' was given")
                .hasMessageContaining("systempool, userpool");

        assertThat(lab.run(nodes("latest-patch", "userpool"))).containsEntry("changed", true);
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.34.6", "userpool", "v1.34.8"));
        assertThat(lab.run(nodes("next-minor", "userpool"))).containsEntry("changed", true);
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.34.6", "userpool", "v1.35.5"));
        assertThat(lab.puts(UpgradeLab.CLUSTER)).isEqualTo(1);
    }

    private static AksUpgradeStep nodes(String target, String pool) {
        AksUpgradeStep step = new AksUpgradeStep(target);
        step.setScope("nodes");
        step.setPools(List.of(pool));
        return step;
    }

    /** Runs an upgrade until {@code below} is being upgraded, then stops it, each turn in a new process. */
    private String stopped(String below) throws Exception {
        Operation<AksSession> upgrade = new AksUpgradeStep("next-minor").operation(lab.scope);
        MemoryJournal journal = new MemoryJournal();
        while (!lab.state(below).equals("Upgrading")) {
            if (upgrade.advance(lab.session, journal) instanceof Turn.Again again) {
                lab.cloud.clock.advance(again.after());
            }
            journal = journal.reopen();
        }
        Turn turn = upgrade.abort(lab.session, journal, OnAbort.DELETE);
        while (turn instanceof Turn.Again again) {
            lab.cloud.clock.advance(again.after());
            journal = journal.reopen();
            turn = upgrade.abort(lab.session, journal, OnAbort.DELETE);
        }
        return ((Turn.Done) turn).result().get(Operation.LEFT).toString();
    }

    @Test
    void stoppingTheBuildAbortsTheControlPlane() throws Exception {
        assertThat(stopped("")).contains("cluster demo is Canceled", "Not touched: pools systempool, userpool.");
        assertThat(lab.cloud.sandbox.requests().matching("POST", UpgradeLab.CLUSTER + "/abort"))
                .hasSize(1);
        assertThat(lab.puts(UpgradeLab.SYSTEM)).isZero();
    }

    @Test
    void stoppingTheBuildAbortsThePoolUnderWay() throws Exception {
        assertThat(stopped("/agentPools/systempool"))
                .contains("node pool systempool is Canceled", "Not touched: pool userpool.");
        assertThat(lab.cloud.sandbox.requests().matching("POST", UpgradeLab.SYSTEM + "/abort"))
                .hasSize(1);
        assertThat(lab.puts(UpgradeLab.USER)).isZero();
    }

    @Test
    void aServiceThatIsBusyOrThrottlesIsWaitedFor() throws Exception {
        lab.cloud
                .sandbox
                .faults()
                .add(FaultRule.on("PUT", UpgradeLab.SYSTEM)
                        .refusing(409, "OperationNotAllowed", "Another operation (Updating) is in progress"));
        lab.cloud.sandbox.faults().add(FaultRule.on("GET", UpgradeLab.CLUSTER).throttling(5));
        assertThat(lab.run("latest-patch")).containsEntry("version", "1.34.8").containsEntry("changed", true);
        assertThat(lab.versions()).isEqualTo(Map.of("systempool", "v1.34.8", "userpool", "v1.34.8"));
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> lab.run("newest")).hasMessageContaining("target: 'newest' was given");
        AksUpgradeStep step = new AksUpgradeStep("next-minor");
        step.setMaxSurge("0");
        assertThatThrownBy(() -> lab.run(step)).hasMessageContaining("maxSurge: '0' was given");
        step.setMaxSurge(null);
        step.setDrainTimeout("90s");
        assertThatThrownBy(() -> lab.run(step)).hasMessageContaining("drainTimeout: '90s' was given");
        step.setDrainTimeout(null);
        step.setSkipChecks(List.of("everything"));
        assertThatThrownBy(() -> lab.run(step)).hasMessageContaining("skipChecks: 'everything' was given");
        step.setSkipChecks(null);
        step.setGates(List.of(Map.of("kind", "deployment")));
        assertThatThrownBy(() -> lab.run(step)).hasMessageContaining("a name or a selector");
        step.setGates(List.of(Map.of("kind", "deployment", "nam", "web")));
        assertThatThrownBy(() -> lab.run(step)).hasMessageContaining("the key 'nam'");
        step.setGates(null);
        step.setScope("control-plane");
        step.setPools(List.of("userpool"));
        assertThatThrownBy(() -> lab.run(step)).hasMessageContaining("none with scope: 'control-plane'");
        lab.assertNothingSent();
    }
}
