package io.jenkins.plugins.aks.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong during acstorFailoverCheck: each ends with a verdict or a named failure, and the pool at its first size. */
class FailoverFailuresTest extends FailoverTestBase {
    private static final String BUDGET =
            """
            {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"strict","namespace":"default"},
             "spec":{"minAvailable":1,"selector":{"matchLabels":{"app.kubernetes.io/name":"acstor-failover"}}}}
            """;

    @AfterEach
    void thePoolHasItsFirstSize() throws Exception {
        assertThat(poolSize()).isEqualTo(3);
        assertThat(kube("api/v1/namespaces/default/pods").toString()).doesNotContain("-writer-");
        kube("api/v1/nodes").path("items").forEach(node -> assertThat(
                        node.at("/spec/unschedulable").asBoolean())
                .isFalse());
    }

    private void lever(String json) {
        cloud.sandbox.data().set("storage", Json.parse(json));
    }

    private void patchPod(String json) {
        try {
            session.kubernetes(clusterPath)
                    .pods()
                    .inNamespace("default")
                    .withName("acstor-failover-0")
                    .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), json);
        } catch (OperationException | TransientException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPodThatIsStuckTerminatingIsTheVerdict() throws Exception {
        once("node away: begins", () -> patchPod("{\"metadata\":{\"finalizers\":[\"example.com/stuck\"]}}"));

        Map<String, Object> result = check(step -> {
            step.setHow("drain");
            step.setRecoveryTimeLimit("5m");
        });

        assertThat(unmet(result))
                .anyMatch(text -> text.startsWith("the pod is ready on another node: no ready pod after 5m")
                        && text.contains("is Terminating since")
                        && text.contains("example.com/stuck"))
                .anyMatch(text ->
                        text.startsWith("every acknowledged row is there") && text.contains("unreadable (rows 1-"));
        assertThat(result.get("left").toString())
                .contains("The workload was not put back")
                .contains("kubectl delete");
    }

    @Test
    void aServerThatCrashesAfterTheFailoverIsTheVerdict() throws Exception {
        lever("{\"damagedByMove\":[\"data-acstor-failover-0\"]}");

        Map<String, Object> result = check(step -> {});

        assertThat(unmet(result))
                .anyMatch(text -> text.startsWith("the pod is ready on another node")
                        && text.contains("it crashes again and again")
                        && text.contains("ended with exit code 1"));
        assertThat(result).containsEntry("passed", false);
    }

    @Test
    void aVolumeThatIsNeverAttachedIsTheVerdict() throws Exception {
        once("node away: begins", () -> lever("{\"neverAttached\":[\"data-acstor-failover-0\"]}"));

        Map<String, Object> result = check(step -> step.setRecoveryTimeLimit("6m"));

        assertThat(unmet(result))
                .anyMatch(text -> text.startsWith("the pod is ready on another node: no ready pod after 6m")
                        && text.contains("is not attached to node"))
                .anyMatch(text -> text.contains("unreadable (rows 1-"));
        assertThat(result).containsEntry("left", List.of());
    }

    @Test
    void aVolumeThatIsNeverDetachedIsTheVerdict() throws Exception {
        once("node away: begins", () -> lever("{\"neverDetached\":[\"data-acstor-failover-0\"]}"));

        Map<String, Object> result = check(step -> step.setRecoveryTimeLimit("6m"));

        assertThat(unmet(result))
                .anyMatch(text ->
                        text.startsWith("the pod is ready on another node") && text.contains("FailedAttachVolume"));
    }

    @Test
    void aNewNodeThatIsNeverReadyIsANamedFailureBeforeANodeIsTakenAway() throws Exception {
        lever("{\"neverReady\":[\"acstorpool\"]}");

        assertThatThrownBy(() -> check(step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("the new node of pool acstorpool was not ready within 15m00s")
                .hasMessageContaining("No node was taken away")
                .hasMessageContaining("What the check had changed was put back");
        kube("api/v1/nodes").path("items").forEach(node -> assertThat(FailoverView.isReady(node))
                .isTrue());
    }

    @Test
    void aFailoverOfTenMinutesIsMeasured() throws Exception {
        once("node away: begins", () -> lever("{\"attachSeconds\":600}"));

        Map<String, Object> result = check(step -> {});

        assertThat((Double) result.get("unavailableSeconds")).isBetween(600.0, 800.0);
        assertThat((Double) result.get("attachSeconds")).isBetween(600.0, 800.0);
        assertThat(unmet(result))
                .singleElement()
                .asString()
                .startsWith("rows are acknowledged again in time: after 1")
                .contains("attach at 6");
    }

    @Test
    void aMachineThatAzureDoesNotDeleteIsNamedWithTheCommandForIt() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("POST", ".*/deleteMachines").always().refusing(403, "AuthorizationFailed", "no"));

        Map<String, Object> result = check(step -> {});

        cloud.sandbox.faults().clear();
        new PoolMachines(session, clusterPath, POOL)
                .delete(String.valueOf(result.get("fromNode")), new MemoryJournal());
        assertThat(unmet(result)).singleElement().asString().startsWith("everything is as before: 1 left");
        assertThat(result.get("left").toString())
                .contains("The node pool was not put back")
                .contains("AuthorizationFailed")
                .contains("az aks nodepool delete-machines --resource-group rg --cluster-name demo --name acstorpool"
                        + " --machine-names " + result.get("fromNode"));
    }

    @Test
    void aPoolWithAnAutoscalerIsRefused() throws Exception {
        ObjectNode body = ResourceUpdate.editable((ObjectNode) pool());
        ObjectNode properties = body.withObject("/properties");
        properties.put("enableAutoScaling", true).put("minCount", 3).put("maxCount", 5);
        assertThat(cloud.json("PUT", clusterPath + "/agentPools/" + POOL, SimulatedCloud.AKS, body.toString())
                        .status())
                .isEqualTo(200);
        cloud.pass(java.time.Duration.ofMinutes(5));

        assertThatThrownBy(() -> check(step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("has the autoscaler on")
                .hasMessageContaining("What the check had changed was put back");
    }

    @Test
    void aDisruptionBudgetThatBlocksTheDrainIsANamedFailure() throws Exception {
        session.kubernetes(clusterPath).resource(BUDGET).create();

        assertThatThrownBy(() -> check(step -> step.setHow("drain")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("could not be drained within 10m00s")
                .hasMessageContaining("disruption budget")
                .hasMessageContaining("What the check had changed was put back");
    }

    @Test
    void aWriterThatIsRemovedIsANamedFailure() throws Exception {
        once("node away: begins", () -> {
            try {
                KubernetesClient client = session.kubernetes(clusterPath);
                client.pods()
                        .inNamespace("default")
                        .withName(FailoverTarget.writerName(scope.key()))
                        .delete();
            } catch (OperationException | TransientException e) {
                throw new AssertionError(e);
            }
        });

        assertThatThrownBy(() -> check(step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("the writer is gone");
    }

    @Test
    void aStorageClassThatDoesNotExistIsRefused() throws Exception {
        int before = writes();

        assertThatThrownBy(() -> run(
                        operation(new AcstorFailoverCheckStep(), step -> step.setStorageClass("acstor-none")),
                        new MemoryJournal()))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("storageClass")
                .hasMessageContaining("acstor-fast");
        assertThat(writes()).isEqualTo(before);
    }

    @Test
    void aWorkloadThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> check(step -> {
                    step.setWorkload("shop/none");
                    step.setWriteCommand("true");
                    step.setReadCommand("true");
                }))
                .hasMessageContaining("workload")
                .hasMessageContaining("shop/none");
    }

    @Test
    void namesThatAreTakenByOthersAreLeftAlone() throws Exception {
        session.kubernetes(clusterPath)
                .resource(
                        """
                        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"acstor-failover","namespace":"default"},
                         "spec":{"serviceName":"x","selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},
                         "spec":{"containers":[{"name":"x","image":"nginx:1.27"}]}}}}
                        """)
                .create();
        int before = writes();

        assertThatThrownBy(() -> check(step -> {})).hasMessageContaining("exists and is not of this step");
        assertThat(writes()).isEqualTo(before);
    }
}
