package io.jenkins.plugins.aks.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.cluster.AksCreateStep;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.StepOperations;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of labs through the real clients against the sandbox. */
class SandboxLabTest {
    private static final String ANY_GROUP = ".*/resourceGroups/[^/]+";
    private static final String CLUSTERS = "/providers/Microsoft.ContainerService/managedClusters/";

    private SimulatedCloud cloud;
    private SandboxSession session;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        for (String name : List.of("ContainerService", "Compute", "Network")) {
            cloud.post(cloud.subscription() + "/providers/Microsoft." + name + "/register", SimulatedCloud.RESOURCES);
        }
        cloud.pass(Duration.ofMinutes(10));
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private Map<String, Object> run(AksStep step, String group) throws Exception {
        return session.run(StepOperations.of(step, FixedScope.of(session.subscription(), group)));
    }

    private Map<String, Object> group(String name, Map<String, String> tags) throws Exception {
        AzureGroupStep step = new AzureGroupStep(name);
        step.setTags(tags);
        return run(step, name);
    }

    private Map<String, Object> destroy(String group, boolean force) throws Exception {
        LabDestroyStep step = new LabDestroyStep();
        step.setForce(force);
        return run(step, group);
    }

    private int status(String group) {
        return cloud.get(cloud.group(group), SimulatedCloud.RESOURCES).status();
    }

    private void foreignGroup(String name) {
        cloud.put(cloud.group(name), SimulatedCloud.RESOURCES, "{'location':'westeurope','tags':{'team':'web'}}");
    }

    private String clusterByHand(String group) {
        String id = cloud.group(group) + CLUSTERS + "theirs";
        var made = cloud.put(
                id,
                SimulatedCloud.AKS,
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'properties':{'dnsPrefix':'c1',"
                        + "'agentPoolProfiles':[{'name':'sys','count':1,'mode':'System','vmSize':'Standard_D2s_v5'}]}}");
        assertThat(made.status()).isEqualTo(201);
        cloud.pass(Duration.ofMinutes(10));
        return id;
    }

    private String nodeGroup(String clusterId) {
        return cloud.get(clusterId, SimulatedCloud.AKS).text("/properties/nodeResourceGroup");
    }

    @Test
    void aGroupIsMadeOnceAndOnlyWhatChangesIsWritten() throws Exception {
        assertThat(group("lab", Map.of("team", "web")))
                .containsEntry("changed", true)
                .containsEntry("location", "westeurope")
                .extracting("tags.created-by")
                .isEqualTo("aks-pipeline-steps");
        assertThat(group("lab", Map.of("team", "web"))).containsEntry("changed", false);
        assertThat(group("lab", Map.of("team", "api"))).containsEntry("changed", true);
        assertThat(cloud.sandbox.requests().matching("PUT", ANY_GROUP)).hasSize(2);
        assertThat(cloud.get(cloud.group("lab"), SimulatedCloud.RESOURCES).text("/tags/team"))
                .isEqualTo("api");
    }

    @Test
    void aGroupElsewhereIsRefused() throws Exception {
        group("lab", Map.of());
        AzureGroupStep elsewhere = new AzureGroupStep("lab");
        elsewhere.setLocation("East US 2");

        assertThatThrownBy(() -> run(elsewhere, "lab"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("westeurope, where the resource group lab already is");
    }

    @Test
    void aForeignGroupIsUsedButNeverDeleted() throws Exception {
        foreignGroup("theirs");

        assertThat(group("theirs", Map.of())).containsEntry("changed", false);
        assertThatThrownBy(() -> destroy("theirs", false))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("does not carry the tag created-by");
        assertThat(status("theirs")).isEqualTo(200);
        assertThat(cloud.sandbox.requests().matching("DELETE", ".*")).isEmpty();
    }

    @Test
    void aLabTakesNoForeignGroup() {
        foreignGroup("theirs");
        AksLabStep lab = new AksLabStep("2h");
        lab.setResourceGroup("theirs");

        assertThatThrownBy(() -> run(lab, "theirs"))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("was not created by this plugin");
    }

    @Test
    void aClusterOfOursGoesWithItsGroupAndItsNodes() throws Exception {
        group("lab", Map.of());
        run(new AksCreateStep("demo"), "lab");
        String nodes = nodeGroup(cloud.group("lab") + CLUSTERS + "demo");
        assertThat(status(nodes)).isEqualTo(200);

        assertThat(destroy("lab", false)).containsEntry("changed", true).containsEntry("name", "lab");

        assertThat(status("lab")).isEqualTo(404);
        assertThat(status(nodes)).isEqualTo(404);
        assertThat(cloud.sandbox.requests().matching("DELETE", ANY_GROUP)).hasSize(1);
        assertThat(destroy("lab", false)).containsEntry("changed", false);
    }

    @Test
    void aClusterMadeByHandKeepsItsGroupUnlessForced() throws Exception {
        group("lab", Map.of());
        String nodes = nodeGroup(clusterByHand("lab"));

        assertThatThrownBy(() -> destroy("lab", false))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("Microsoft.ContainerService/managedClusters theirs")
                .hasMessageContaining("nothing was deleted");
        assertThat(cloud.sandbox.requests().matching("DELETE", ".*")).isEmpty();

        assertThat(destroy("lab", true)).containsEntry("changed", true);
        assertThat(status("lab")).isEqualTo(404);
        assertThat(status(nodes)).isEqualTo(404);
    }

    @Test
    void theGroupOfTheNodesIsNotDeletedByItself() throws Exception {
        group("lab", Map.of());
        run(new AksCreateStep("demo"), "lab");
        String nodes = nodeGroup(cloud.group("lab") + CLUSTERS + "demo");

        assertThatThrownBy(() -> destroy(nodes, false)).isInstanceOf(OperationException.class);
        assertThat(status(nodes)).isEqualTo(200);
    }

    @Test
    void theSweepDeletesExpiredLabsWithTheirClusters() throws Exception {
        group(
                "lab-old",
                Map.of("expires", session.clock().instant().minusSeconds(60).toString()));
        run(new AksCreateStep("demo"), "lab-old");
        group(
                "lab-new",
                Map.of("expires", session.clock().instant().plusSeconds(864000).toString()));
        foreignGroup("theirs");
        String nodes = nodeGroup(cloud.group("lab-old") + CLUSTERS + "demo");

        LabSweepStep dry = new LabSweepStep();
        dry.setDryRun(true);
        assertThat(run(dry, null)).containsEntry("changed", false);
        assertThat(status("lab-old")).isEqualTo(200);

        assertThat(run(new LabSweepStep(), null))
                .containsEntry("changed", true)
                .containsEntry("deleted", List.of("lab-old"));
        assertThat(status("lab-old")).isEqualTo(404);
        assertThat(status(nodes)).isEqualTo(404);
        assertThat(status("lab-new")).isEqualTo(200);
        assertThat(status("theirs")).isEqualTo(200);
        assertThat(run(new LabSweepStep(), null)).containsEntry("changed", false);
    }

    @Test
    void theSweepNamesWhatItMayNotDelete() throws Exception {
        String past = session.clock().instant().minusSeconds(60).toString();
        group("lab-a", Map.of("expires", past));
        group("lab-b", Map.of("expires", past));
        clusterByHand("lab-a");

        assertThatThrownBy(() -> run(new LabSweepStep(), null))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("1 expired labs deleted, 1 not")
                .hasMessageContaining("managedClusters theirs");
        assertThat(status("lab-a")).isEqualTo(200);
        assertThat(status("lab-b")).isEqualTo(404);
    }
}
