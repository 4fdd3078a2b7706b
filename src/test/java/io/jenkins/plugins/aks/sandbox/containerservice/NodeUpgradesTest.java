package io.jenkins.plugins.aks.sandbox.containerservice;

import static io.jenkins.plugins.aks.sandbox.SimulatedCloud.AKS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How nodes are replaced in an upgrade: surge, drain, reimage, soak, and what stops it. */
class NodeUpgradesTest extends ClusterTestBase {
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final String NEWER = "AKSUbuntu-2204gen2containerd-202611.17.0";

    private SandboxSession session;
    private KubernetesClient client;

    @BeforeEach
    void anOldCluster() throws Exception {
        create(with(p -> {
            p.put("kubernetesVersion", "1.34.6");
            ((ObjectNode) p.at("/agentPoolProfiles/0")).put("count", 3);
        }));
        cloud.pass(Duration.ofMinutes(6));
        session = new SandboxSession(cloud);
        client = session.kubernetes(cluster());
    }

    @AfterEach
    void close() {
        session.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private void controlPlane(String version) {
        ObjectNode body = with(p -> p.put("kubernetesVersion", version));
        ((ArrayNode) body.at("/properties/agentPoolProfiles"))
                .forEach(pool -> ((ObjectNode) pool).put("orchestratorVersion", "1.34.6"));
        assertThat(create(body).status()).isEqualTo(200);
        cloud.pass(Duration.ofMinutes(9));
        assertThat(state(cluster())).isEqualTo("Succeeded");
    }

    private Answer upgrade(String version, String settings) {
        Answer accepted =
                putPool("sys", "{'orchestratorVersion':'" + version + "','upgradeSettings':{" + settings + "}}");
        assertThat(accepted.text("/properties/provisioningState")).isEqualTo("Upgrading");
        return accepted;
    }

    /** Kubelet versions by node. */
    private Map<String, String> nodes() {
        Map<String, String> nodes = new TreeMap<>();
        for (Node node : client.nodes().list().getItems()) {
            nodes.put(
                    node.getMetadata().getName().replaceFirst(".*vmss", ""),
                    node.getStatus().getNodeInfo().getKubeletVersion()
                            + (Boolean.TRUE.equals(node.getSpec().getUnschedulable()) ? " cordoned" : ""));
        }
        return nodes;
    }

    /** Lets the upgrade go on, and tells what the nodes looked like on the way. */
    private List<Map<String, String>> watch(Duration step, int steps) {
        TreeSet<String> seen = new TreeSet<>();
        List<Map<String, String>> looks = new java.util.ArrayList<>();
        for (int i = 0; i < steps; i++) {
            Map<String, String> look = nodes();
            if (seen.add(look.toString())) {
                looks.add(look);
            }
            cloud.pass(step);
        }
        return looks;
    }

    @Test
    void nodesAreReplacedOneAfterTheOther() {
        controlPlane("1.35.5");
        assertThat(nodes()).hasSize(3).doesNotContainValue("v1.35.5");
        upgrade("1.35.5", "'maxSurge':'1'");

        List<Map<String, String>> looks = watch(STEP, 60);

        assertThat(looks)
                .anySatisfy(look ->
                        assertThat(look).containsEntry("000001", "v1.34.6").containsEntry("000003", "v1.35.5"));
        assertThat(looks)
                .anySatisfy(look ->
                        assertThat(look).containsEntry("000000", "v1.35.5").containsEntry("000002", "v1.34.6"))
                .allSatisfy(look -> assertThat(look.size()).isBetween(3, 4));
        assertThat(nodes()).containsOnlyKeys("000000", "000001", "000002").doesNotContainValue("v1.34.6");
        Answer pool = cloud.get(pool("sys"), AKS);
        assertThat(pool.text("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(pool.text("/properties/currentOrchestratorVersion")).isEqualTo("1.35.5");
        assertThat(client.v1().events().inAnyNamespace().list().getItems())
                .extracting(event -> event.getReason())
                .contains("Surge", "Drain", "Upgrade");
    }

    @Test
    void whatNobodyAskedAboutHappenedAtItsTime() {
        controlPlane("1.35.5");
        upgrade("1.35.5", "");
        cloud.pass(Duration.ofMinutes(30));
        assertThat(state(pool("sys"))).isEqualTo("Succeeded");
        assertThat(nodes()).hasSize(3).doesNotContainValue("v1.34.6");
    }

    @Test
    void surgeAndSoakAreTheAskedOnes() {
        controlPlane("1.35.5");
        upgrade("1.35.5", "'maxSurge':'100%','nodeSoakDurationInMinutes':20");
        cloud.pass(Duration.ofMinutes(6));
        assertThat(nodes()).hasSize(6).doesNotContainValue("v1.34.6");
        assertThat(state(pool("sys"))).isEqualTo("Upgrading");
        cloud.pass(Duration.ofMinutes(20));
        assertThat(state(pool("sys"))).isEqualTo("Succeeded");
        assertThat(nodes()).hasSize(3);
    }

    @Test
    void aBudgetThatForbidsItFailsTheUpgradeAfterTheDrainTimeout() {
        controlPlane("1.35.5");
        client.resource(deployment()).inNamespace("default").create();
        client.resource(budget(3)).inNamespace("default").create();
        watch(STEP, 2);
        Answer accepted = upgrade("1.35.5", "'drainTimeoutInMinutes':10");

        cloud.pass(Duration.ofMinutes(9));
        assertThat(state(pool("sys"))).isEqualTo("Upgrading");
        assertThat(nodes()).hasSize(4).containsValue("v1.34.6 cordoned");
        cloud.pass(Duration.ofMinutes(5));

        assertThat(follow(accepted).text("/error/code")).isEqualTo("UpgradeFailed");
        assertThat(follow(accepted).text("/error/message"))
                .contains("Too Many Requests", "needs 3 healthy pods and has 3 currently");
        assertThat(state(pool("sys"))).isEqualTo("Failed");
        assertThat(nodes()).hasSize(3).doesNotContainValue("v1.34.6 cordoned").containsValue("v1.34.6");
        assertThat(cloud.get(pool("sys"), AKS).text("/properties/currentOrchestratorVersion"))
                .isEqualTo("1.34.6");

        client.resource(budget(2)).inNamespace("default").update();
        upgrade("1.35.5", "");
        cloud.pass(Duration.ofMinutes(30));
        watch(STEP, 3);
        assertThat(state(pool("sys"))).isEqualTo("Succeeded");
        assertThat(nodes()).hasSize(3).doesNotContainValue("v1.34.6");
    }

    @Test
    void anAbortLeavesNoNodeBehind() {
        controlPlane("1.35.5");
        upgrade("1.35.5", "'maxSurge':'1'");
        cloud.pass(Duration.ofSeconds(150));
        assertThat(nodes()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(cloud.post(pool("sys") + "/abort", AKS).status()).isEqualTo(202);
        cloud.pass(Duration.ofMinutes(2));
        assertThat(state(pool("sys"))).isEqualTo("Canceled");
        watch(STEP, 2);
        assertThat(nodes()).hasSize(3).allSatisfy((name, text) -> assertThat(text)
                .doesNotContain("cordoned"));
    }

    @Test
    void newImagesAreOnOfferOncePublished() {
        assertThat(latestImage()).isEqualTo(image()).endsWith("202611.10.0");
        cloud.pass(Duration.ofDays(8));
        cloud.logout();
        assertThat(latestImage()).isEqualTo(NEWER);
        assertThat(image()).endsWith("202611.10.0");

        Answer accepted = cloud.post(pool("sys") + "/upgradeNodeImageVersion", AKS);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(state(pool("sys"))).isEqualTo("UpgradingNodeImageVersion");
        cloud.pass(Duration.ofMinutes(30));

        assertThat(follow(accepted).text("/status")).isEqualTo("Succeeded");
        assertThat(image()).isEqualTo(NEWER);
        assertThat(nodes()).hasSize(3).doesNotContainValue("v1.35.5");
        assertThat(client.nodes().list().getItems())
                .allSatisfy(node -> assertThat(node.getMetadata().getLabels())
                        .containsEntry("kubernetes.azure.com/node-image-version", NEWER));
        cloud.post(pool("sys") + "/upgradeNodeImageVersion", AKS);
        cloud.pass(Duration.ofMinutes(1));
        assertThat(state(pool("sys"))).isEqualTo("Succeeded");
    }

    @Test
    void aWholeUpgradeTakesTheControlPlaneFirst() {
        ObjectNode body = with(p -> p.put("kubernetesVersion", "1.35.5"));
        ((ObjectNode) body.at("/properties/agentPoolProfiles/0")).put("orchestratorVersion", "1.35.5");
        assertThat(create(body).text("/properties/provisioningState")).isEqualTo("Upgrading");
        cloud.pass(Duration.ofMinutes(8));
        assertThat(cloud.get(cluster(), AKS).text("/properties/currentKubernetesVersion"))
                .isEqualTo("1.35.5");
        assertThat(nodes()).containsValue("v1.34.6");
        assertThat(state(cluster())).isEqualTo("Upgrading");
        cloud.pass(Duration.ofMinutes(30));
        assertThat(state(cluster())).isEqualTo("Succeeded");
        assertThat(nodes()).hasSize(3).doesNotContainValue("v1.34.6");
    }

    @Test
    void surgeNodesNeedQuota() {
        controlPlane("1.35.5");
        ObjectNode quotas = (ObjectNode) cloud.sandbox.data().get("quotas");
        quotas.withObject("/default").put("cores", 6);
        cloud.sandbox.data().set("quotas", quotas);
        Answer refused = putPool("sys", "{'orchestratorVersion':'1.35.5'}");
        assertThat(refused.refusal()).isEqualTo("400 ErrCode_InsufficientVCPUQuota");
    }

    @Test
    void aCrashThatWasAskedForComesWithoutTouchingANode() {
        controlPlane("1.35.5");
        cloud.sandbox.faults().add(FaultRule.on("PUT", ".*/agentPools/sys").crashing("NodesNotReady", "no"));
        upgrade("1.35.5", "");
        cloud.pass(Duration.ofMinutes(9));
        assertThat(state(pool("sys"))).isEqualTo("Failed");
        assertThat(nodes()).hasSize(3).doesNotContainValue("v1.35.5");
        assertThat(cloud.get(pool("sys") + "/upgradeProfiles/default", AKS).text("/properties/kubernetesVersion"))
                .isEqualTo("1.34.6");
    }

    @Test
    void aRestartOfTheSandboxGoesOn() throws Exception {
        controlPlane("1.35.5");
        upgrade("1.35.5", "'maxSurge':'1'");
        cloud.pass(Duration.ofSeconds(150));
        nodes();
        session.close();
        cloud.close();
        use(SimulatedCloud.in(directory, cloud.clock));
        session = new SandboxSession(cloud);
        client = session.kubernetes(cluster());
        watch(STEP, 60);
        assertThat(state(pool("sys"))).isEqualTo("Succeeded");
        assertThat(nodes()).hasSize(3).doesNotContainValue("v1.34.6");
    }

    private String image() {
        return cloud.get(pool("sys"), AKS).text("/properties/nodeImageVersion");
    }

    private String latestImage() {
        return cloud.get(pool("sys") + "/upgradeProfiles/default", AKS).text("/properties/latestNodeImageVersion");
    }

    private static Deployment deployment() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "web")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("web")
                .withImage("nginx:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static PodDisruptionBudget budget(int least) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName("web")
                .endMetadata()
                .withNewSpec()
                .withMinAvailable(new IntOrString(least))
                .withNewSelector()
                .addToMatchLabels("app", "web")
                .endSelector()
                .endSpec()
                .build();
    }
}
