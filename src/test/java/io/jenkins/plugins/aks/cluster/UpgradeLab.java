package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A cluster on 1.34.6 with two pools in the sandbox, for tests of upgrades. */
final class UpgradeLab implements AutoCloseable {
    static final String CLUSTER = ".*/managedClusters/demo";
    static final String SYSTEM = ".*/agentPools/systempool";
    static final String USER = ".*/agentPools/userpool";

    final SimulatedCloud cloud;
    final SandboxSession session;
    final AksScope scope;
    final String id;
    private final int before;

    UpgradeLab(Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        scope = new FixedScope(session.subscription(), "demo", "demo", Optional.of("westeurope"));
        id = scope.clusterId();
        cloud.put(cloud.group("demo"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        cloud.put(
                id,
                SimulatedCloud.AKS,
                "{'location':'westeurope','identity':{'type':'SystemAssigned'},'sku':{'name':'Base','tier':'Standard'},"
                        + "'properties':{'dnsPrefix':'demo','kubernetesVersion':'1.34.6','agentPoolProfiles':["
                        + pool("systempool", "System", 2) + "," + pool("userpool", "User", 1) + "]}}");
        cloud.pass(Duration.ofMinutes(6));
        assertThat(state("")).isEqualTo("Succeeded");
        before = cloud.sandbox.requests().matching("PUT", CLUSTER).size();
    }

    private static String pool(String name, String mode, int count) {
        return "{'name':'" + name + "','mode':'" + mode + "','count':" + count + ",'vmSize':'Standard_D2s_v5'}";
    }

    String state(String below) {
        return cloud.get(id + below, SimulatedCloud.AKS).text("/properties/provisioningState");
    }

    KubernetesClient client() throws Exception {
        return session.kubernetes(id);
    }

    Map<String, Object> run(AksUpgradeStep step) throws Exception {
        return session.run(step.operation(scope));
    }

    Map<String, Object> run(String target) throws Exception {
        return run(new AksUpgradeStep(target));
    }

    /** PUTs since the cluster was made. */
    int puts(String path) {
        return cloud.sandbox.requests().matching("PUT", path).size() - (path.equals(CLUSTER) ? before : 0);
    }

    void assertNothingSent() {
        assertThat(session.gate.writes())
                .filteredOn(write -> !write.target().startsWith("/k8s/"))
                .isEmpty();
        assertThat(puts(CLUSTER) + puts(SYSTEM) + puts(USER)).isZero();
    }

    /** Kubelet versions by pool. */
    Map<String, String> versions() throws Exception {
        Map<String, String> versions = new TreeMap<>();
        for (Node node : client().nodes().list().getItems()) {
            versions.merge(
                    NodeState.of(node).pool(),
                    node.getStatus().getNodeInfo().getKubeletVersion(),
                    (one, other) -> one.equals(other) ? one : one + " and " + other);
        }
        return versions;
    }

    /** A workload on any node, in namespace default. */
    void deploy(String name, int replicas, String image) throws Exception {
        client().resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelector()
                        .addToMatchLabels("app", name)
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .addToLabels("app", name)
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName(name)
                        .withImage(image)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .inNamespace("default")
                .create();
        settle();
    }

    void budget(String name, int least) throws Exception {
        client().resource(new PodDisruptionBudgetBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withMinAvailable(new IntOrString(least))
                        .withNewSelector()
                        .addToMatchLabels("app", name)
                        .endSelector()
                        .endSpec()
                        .build())
                .inNamespace("default")
                .create();
        settle();
    }

    /** Lets pods start. */
    void settle() throws Exception {
        for (int i = 0; i < 3; i++) {
            cloud.pass(Duration.ofMinutes(1));
            client().nodes().list();
        }
    }

    void quota(String family, int cores) {
        ObjectNode quotas = (ObjectNode) cloud.sandbox.data().get("quotas");
        quotas.withObject("/default").put(family, cores);
        cloud.sandbox.data().set("quotas", quotas);
    }

    @Override
    public void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }
}
