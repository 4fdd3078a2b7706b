package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.cluster.AksCreateStep;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.sandbox.Rights;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import io.jenkins.plugins.aks.workload.KubeApplyStep;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A cluster, a CA in the vault, and the add-on with the right to read it. */
abstract class MeshClusterBase extends MeshTestBase {
    static final String PROVIDER = "azure-keyvault-secrets-provider";
    static final String ISTIO = "/properties/serviceMeshProfile/istio";

    @BeforeEach
    final void cluster() throws Exception {
        AksCreateStep create = new AksCreateStep("demo");
        create.setNodeCount(2);
        run(create);
    }

    final String clusterId() {
        return cloud.group("demo") + "/providers/Microsoft.ContainerService/managedClusters/demo";
    }

    final String shown(String pointer) {
        return cloud.get(clusterId(), SimulatedCloud.AKS).text(pointer);
    }

    final int puts() {
        return cloud.sandbox
                .requests()
                .matching("PUT", ".*/managedClusters/demo")
                .size();
    }

    /** All that a mesh with a plugged-in CA needs. */
    final void authority() throws Exception {
        run(certificates());
        AksAddonStep addon = new AksAddonStep(PROVIDER);
        addon.setVault("first");
        run(addon);
        cloud.pass(Rights.PROPAGATION.plusSeconds(1));
    }

    static EnableMeshStep mesh() {
        EnableMeshStep step = new EnableMeshStep();
        step.setVault("first");
        return step;
    }

    static EnableMeshStep off() {
        EnableMeshStep step = new EnableMeshStep();
        step.setState("off");
        return step;
    }

    final LiveObjects objects() throws Exception {
        KubernetesClient client = session.kubernetes(clusterId());
        return new LiveObjects(new ApiReader(client));
    }

    final JsonNode object(String path) throws Exception {
        return objects().one(path);
    }

    final List<JsonNode> pods(String namespace) throws Exception {
        return objects().list("api/v1/namespaces/" + namespace + "/pods", "");
    }

    final void kubeApply(String yaml) throws Exception {
        KubeApplyStep step = new KubeApplyStep();
        step.setYaml(yaml);
        step.setAwait(false);
        run(step);
    }

    /** The workshop's store, running. */
    final void store() throws Exception {
        KubeApplyStep step = new KubeApplyStep();
        step.setBuiltin("store");
        step.setNamespace("pets");
        run(step);
    }

    static MeshInjectStep inject(String... namespaces) {
        return new MeshInjectStep(List.of(namespaces));
    }

    final String label(String namespace) throws Exception {
        return object("api/v1/namespaces/" + namespace)
                .path("metadata")
                .path("labels")
                .path("istio.io/rev")
                .asText();
    }

    /** What was sent to the Kubernetes API that changes something there, but commands. */
    final List<String> kubernetesWrites() {
        return session.gate.writes().stream()
                .filter(write -> write.target().contains("/api"))
                .filter(write -> !write.verb().equals("EXEC"))
                .map(write -> write.verb() + " " + write.target())
                .toList();
    }
}
