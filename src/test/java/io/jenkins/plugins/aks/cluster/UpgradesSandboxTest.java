package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** aksUpgrades and aksAutoUpgrade through the real clients against the sandbox (W147, W150, W151, W152). */
class UpgradesSandboxTest {

    private static final String CLUSTER = ".*/managedClusters/demo";

    private SimulatedCloud cloud;
    private SandboxSession session;
    private AksScope scope;

    @BeforeEach
    void aCluster(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        scope = new FixedScope(session.subscription(), "demo", "demo", Optional.of("westeurope"));
        cloud.put(cloud.group("demo"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        AksCreateStep create = new AksCreateStep("demo");
        create.setKubernetesVersion("1.34");
        session.run(create.operation(scope));
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private static AksAutoUpgradeStep channels(String channel, String nodes) {
        AksAutoUpgradeStep step = new AksAutoUpgradeStep();
        step.setChannel(channel);
        step.setNodeOsChannel(nodes);
        return step;
    }

    private Map<String, Object> set(String channel, String nodes) throws Exception {
        return session.run(channels(channel, nodes).operation(scope));
    }

    private int puts() {
        return cloud.sandbox.requests().matching("PUT", CLUSTER).size();
    }

    @Test
    void versionsAndPossibleUpgradesAreShown() throws Exception {
        int writes = session.gate.writes().size();

        Map<String, Object> result = session.run(new AksUpgradesStep().operation(scope));

        assertThat(result)
                .containsEntry("version", "1.34.8")
                .containsEntry("support", "supported")
                .containsEntry("supported", true)
                .containsEntry("supportPlan", "KubernetesOfficial");
        assertThat((List<?>) result.get("upgrades")).isNotEmpty().allMatch(version -> version.toString()
                .startsWith("1.35."));
        Map<?, ?> pool = (Map<?, ?>) ((List<?>) result.get("pools")).get(0);
        assertThat(pool.get("version")).isEqualTo("1.34.8");
        assertThat(pool.get("nodeImage")).isEqualTo(pool.get("latestNodeImage"));
        assertThat(pool.get("nodeImageCurrent")).isEqualTo(true);
        assertThat(session.gate.writes()).hasSize(writes);
        assertThat(session.log).anyMatch(line -> line.matches("control plane +1\\.34\\.8 +supported +1\\.35.*"));
    }

    @Test
    void theEndOfSupportIsTold() throws Exception {
        ArrayNode versions = (ArrayNode) cloud.sandbox.data().get("kubernetesVersions");
        for (JsonNode minor : versions) {
            if (minor.path("version").asText().equals("1.34")) {
                ((ObjectNode) minor).putArray("plans").add("AKSLongTermSupport");
            }
        }
        cloud.sandbox.data().set("kubernetesVersions", versions);
        assertThat(session.run(new AksUpgradesStep().operation(scope)))
                .containsEntry("support", "long-term")
                .containsEntry("supported", false);
        versions.remove(1);
        cloud.sandbox.data().set("kubernetesVersions", versions);
        Map<String, Object> result = session.run(new AksUpgradesStep().operation(scope));
        assertThat(result).containsEntry("support", "ended");
        assertThat((Map<?, ?>) ((List<?>) result.get("pools")).get(0))
                .satisfies(pool -> assertThat(pool.get("support")).isEqualTo("ended"));
    }

    @Test
    void theChannelIsSetOnceAndTheOtherOneStays() throws Exception {
        int before = puts();

        assertThat(set("patch", null))
                .containsEntry("channel", "patch")
                .containsEntry("nodeOsChannel", "NodeImage")
                .containsEntry("changed", true);
        assertThat(set("Patch", "nodeimage")).containsEntry("changed", false);

        assertThat(puts()).isEqualTo(before + 1);
        assertThat(session.log).contains("auto-upgrade channel: none -> patch");
        assertThat(set("none", "SecurityPatch"))
                .containsEntry("channel", "none")
                .containsEntry("nodeOsChannel", "SecurityPatch");
    }

    @Test
    void aLostAnswerIsNoSecondWrite() throws Exception {
        int before = puts();
        cloud.sandbox.faults().add(FaultRule.on("PUT", CLUSTER).cutting(Cut.AFTER_EFFECT));

        assertThat(set("patch", null)).containsEntry("changed", true);

        assertThat(puts()).isEqualTo(before + 1);
    }

    @Test
    void channelsThatDoNotFitAreRefusedBeforeAnythingIsSent() {
        int before = puts();
        assertThatThrownBy(() -> set("node-image", "SecurityPatch"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("needs the node OS channel NodeImage");
        assertThatThrownBy(() -> set("weekly", null))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("channel: 'weekly' was given")
                .hasMessageContaining("node-image");
        assertThatThrownBy(() -> set(null, "Daily")).hasMessageContaining("nodeOsChannel: 'Daily'");
        assertThatThrownBy(() -> set(null, null)).hasMessageContaining("channel: nothing was given");
        assertThat(puts()).isEqualTo(before);
    }

    @Test
    void aClusterThatDoesNotExistIsNamed() {
        scope = new FixedScope(session.subscription(), "demo", "gone", Optional.empty());
        assertThatThrownBy(() -> set("patch", null))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("cluster gone does not exist");
    }
}
