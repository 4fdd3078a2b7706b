package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** enableContainerStorage through the real clients against the sandbox (W078 to W081). */
class EnableContainerStorageTest extends StorageTestBase {

    private JsonNode poolNamed(String name) {
        return cloud.get(clusterPath + "/agentPools/" + name, SimulatedCloud.AKS)
                .body()
                .path("properties");
    }

    @Test
    void aMissingPoolIsMadeAndEverythingRuns() throws Exception {
        assertThat(enable(step -> {}))
                .containsEntry("nodePools", List.of("acstorpool"))
                .containsEntry("createdNodePools", List.of("acstorpool"))
                .containsEntry("components", 8)
                .containsEntry("version", "1.3.1")
                .containsEntry("changed", true);

        JsonNode made = poolNamed("acstorpool");
        assertThat(made.path("vmSize").asText()).isEqualTo("Standard_L8s_v3");
        assertThat(made.path("count").asInt()).isEqualTo(3);
        assertThat(made.at("/nodeLabels").path("acstor.azure.com/io-engine").asText())
                .isEqualTo("acstor");
        JsonNode settings = extension().at("/properties/configurationSettings");
        assertThat(settings.path("global.cli.resources.ioEngine.cpu").asText()).isEqualTo("2.0");
        assertThat(settings.path("global.cli.storagePool.ephemeralDisk.nvme.enabled")
                        .asText())
                .isEqualTo("True");
        assertThat(kube("apis/containerstorage.azure.com/v1/namespaces/acstor/storagepools")
                        .path("items"))
                .isEmpty();
    }

    @Test
    void aSecondRunWritesNothing() throws Exception {
        enable(step -> {});
        int before = writes();

        assertThat(enable(step -> {}))
                .containsEntry("createdNodePools", List.of())
                .containsEntry("changed", false);

        assertThat(writes()).isEqualTo(before);
    }

    @Test
    void theFirstPoolIsMadeOnceAndStaysDeleted() throws Exception {
        enable(step -> step.setFirstPool(true));
        assertThat(kube("apis/containerstorage.azure.com/v1/namespaces/acstor/storagepools")
                        .at("/items/0/metadata/name")
                        .asText())
                .isEqualTo("ephemeraldisk-nvme");
        JsonNode settings = extension().at("/properties/configurationSettings");
        assertThat(settings.path("global.cli.storagePool.install.create").asText())
                .isEqualTo("False");
        assertThat(settings.path("global.cli.storagePool.install.name").asText())
                .isEmpty();

        pool("ephemeraldisk-nvme", step -> step.setState("absent"));
        cloud.pass(Duration.ofMinutes(10));

        assertThat(kube("apis/containerstorage.azure.com/v1/namespaces/acstor/storagepools")
                        .path("items"))
                .isEmpty();
    }

    @Test
    void lostAnswersWriteNothingTwice() throws Exception {
        for (String path : List.of(".*/agentPools/acstorpool", EXTENSION)) {
            cloud.sandbox.faults().add(FaultRule.on("PUT", path).cutting(Cut.AFTER_EFFECT));
        }
        cloud.sandbox.faults().add(FaultRule.on("PATCH", EXTENSION).cutting(Cut.AFTER_EFFECT));

        enable(step -> step.setFirstPool(true));

        assertThat(cloud.sandbox.requests().matching("PUT", EXTENSION)).hasSize(1);
        assertThat(cloud.sandbox.requests().matching("PUT", ".*/agentPools/acstorpool"))
                .hasSize(1);
        assertThat(cloud.sandbox.requests().matching("PATCH", EXTENSION)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void anExtensionThatFailsIsNamedAndTriedAgainByTheNextRun() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", EXTENSION).crashing("ExtensionOperationFailed", "Helm timed out"));

        assertThatThrownBy(() -> enable(step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("ExtensionOperationFailed")
                .hasMessageContaining("Helm timed out");
        assertThat(enable(step -> {})).containsEntry("changed", true).containsEntry("components", 8);
    }

    @Test
    void poolsThatDoNotFitAreRefusedBeforeAnythingIsSent() {
        int before = writes();
        assertThatThrownBy(() -> enable(step -> step.setNodePools(List.of("sys"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("pools with 3 nodes or more in total")
                .hasMessageContaining("They have 2");
        assertThatThrownBy(() -> enable(step -> step.setNodeCount(2))).hasMessageContaining("3 nodes or more");
        assertThatThrownBy(() -> enable(step -> {
                    step.setVmSize("Standard_D4s_v5");
                    step.setNodePools(List.of("other"));
                }))
                .hasMessageContaining("NVMe");
        assertThatThrownBy(() -> enable(step -> step.setNodeCount(7)))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("7 × Standard_L8s_v3 need 56 vCPUs");
        assertThatThrownBy(() -> enable(step -> step.setVersion("2"))).hasMessageContaining("replication");
        assertThatThrownBy(() -> enable(step -> step.setDisk("floppy")))
                .hasMessageContaining("'nvme', 'temp', 'azureDisk'");
        assertThat(writes()).isEqualTo(before);
    }

    @Test
    void version2ExcludesVersion1() {
        cloud.post(
                cloud.subscription() + "/providers/Microsoft.KubernetesConfiguration/register",
                SimulatedCloud.RESOURCES);
        cloud.pass(Duration.ofMinutes(2));
        cloud.put(
                clusterPath + "/providers/Microsoft.KubernetesConfiguration/extensions/acstor",
                "2023-05-01",
                "{'properties':{'extensionType':'microsoft.azurecontainerstoragev2','scope':{'cluster':"
                        + "{'releaseNamespace':'kube-system'}}}}");
        cloud.pass(Duration.ofMinutes(10));

        assertThatThrownBy(() -> enable(step -> {})).hasMessageContaining("versions exclude each other");
    }

    @Test
    void absentTakesAllOfItAwayAndOnce() throws Exception {
        enable(step -> step.setFirstPool(true));

        assertThat(enable(step -> step.setState("absent"))).containsEntry("changed", true);

        assertThat(cloud.get(
                                clusterPath
                                        + "/providers/Microsoft.KubernetesConfiguration/extensions/azurecontainerstorage",
                                "2023-05-01")
                        .status())
                .isEqualTo(404);
        assertThat(poolNamed("acstorpool").path("nodeLabels").has("acstor.azure.com/io-engine"))
                .isFalse();
        int before = writes();
        assertThat(enable(step -> step.setState("absent"))).containsEntry("changed", false);
        assertThat(writes()).isEqualTo(before);
    }

    @Test
    void theLabelMovesWithThePools() throws Exception {
        enable(step -> {});

        enable(step -> {
            step.setNodePools(List.of("second"));
            step.setNodeCount(3);
            step.setVmSize("Standard_L8s_v3");
        });

        assertThat(poolNamed("acstorpool").path("nodeLabels").has("acstor.azure.com/io-engine"))
                .isFalse();
        assertThat(poolNamed("second").path("nodeLabels").has("acstor.azure.com/io-engine"))
                .isTrue();
    }
}
