package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnableMeshTest extends MeshClusterBase {
    private static final String ISTIOD = "apis/apps/v1/namespaces/aks-istio-system/deployments/istiod-";

    @Test
    void aMeshWithTheCaOfTheVaultComesUpAndASecondRunWritesNothing() throws Exception {
        authority();
        Map<String, Object> first = run(mesh());
        int writes = written();
        Map<String, Object> second = run(mesh());

        String revision = String.valueOf(first.get("revision"));
        assertThat(first)
                .containsEntry("enabled", true)
                .containsEntry("ca", "plug-in")
                .containsEntry("vaultId", vault)
                .containsEntry("revisions", List.of(revision))
                .containsEntry("ingressGateways", List.of())
                .containsEntry("changed", true);
        assertThat(revision).isEqualTo(shown(ISTIO + "/revisions/0"));
        assertThat(shown(ISTIO + "/certificateAuthority/plugin/certObjectName")).isEqualTo("istio-intermediate-cert");
        assertThat(shown(ISTIO + "/certificateAuthority/plugin/keyObjectName")).isEqualTo("istio-intermediate-key");
        assertThat(shown(ISTIO + "/certificateAuthority/plugin/rootCertObjectName"))
                .isEqualTo("istio-root-cert");
        assertThat(shown(ISTIO + "/certificateAuthority/plugin/certChainObjectName"))
                .isEqualTo("istio-cert-chain");
        assertThat(object(ISTIOD + revision).at("/status/availableReplicas").asInt())
                .isEqualTo(2);
        assertThat(second).containsEntry("changed", false).containsEntry("revision", revision);
        assertThat(written()).isEqualTo(writes);
    }

    @Test
    void killedAnywhereAndWithALostAnswerItWritesOnce() throws Exception {
        authority();
        int before = puts();
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/managedClusters/demo").cutting(Cut.AFTER_EFFECT));

        session.runDying(operation(mesh()));

        assertThat(puts()).isEqualTo(before + 1);
        assertThat(run(mesh())).containsEntry("changed", false);
    }

    @Test
    void withoutAVaultTheMeshHasACaOfItsOwnAndCannotChangeIt() throws Exception {
        EnableMeshStep own = new EnableMeshStep();
        assertThat(run(own)).containsEntry("ca", "self-signed").doesNotContainKey("vaultId");
        int before = puts();
        authority();
        int prepared = puts();

        assertThatThrownBy(() -> run(mesh()))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "MeshCaDiffers"))
                .hasMessageContaining("a CA of its own, self-signed")
                .hasMessageContaining("enableMesh(state: 'off')");

        assertThat(puts()).isEqualTo(prepared).isGreaterThan(before);
        assertThat(run(new EnableMeshStep())).containsEntry("changed", false);
    }

    @Test
    void aMeshOfAnotherVaultIsNotChanged() throws Exception {
        authority();
        run(mesh());
        EnableMeshStep other = mesh();
        other.setCertChain("another-chain");

        assertThatThrownBy(() -> run(other))
                .hasMessageContaining("the CA in " + vault)
                .hasMessageContaining("cannot change its CA");
    }

    @Test
    void gatewaysComeAndGoAndAreLeftWhereNothingIsSaid() throws Exception {
        EnableMeshStep external = new EnableMeshStep();
        external.setIngressGateways(List.of("external"));
        assertThat(run(external)).containsEntry("ingressGateways", List.of("external"));
        EnableMeshStep both = new EnableMeshStep();
        both.setIngressGateways(List.of("internal, External"));
        assertThat(run(both))
                .containsEntry("ingressGateways", List.of("external", "internal"))
                .containsEntry("changed", true);
        assertThat(run(new EnableMeshStep()))
                .containsEntry("ingressGateways", List.of("external", "internal"))
                .containsEntry("changed", false);
        EnableMeshStep none = new EnableMeshStep();
        none.setIngressGateways(List.of());
        assertThat(run(none)).containsEntry("ingressGateways", List.of()).containsEntry("changed", true);
        assertThat(run(none)).containsEntry("changed", false);
    }

    @Test
    void switchedOffItWarnsOfNamespacesThatStillAskForProxies() throws Exception {
        run(new EnableMeshStep());
        session.kubernetes(clusterId())
                .namespaces()
                .resource(new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                        .withNewMetadata()
                        .withName("pets")
                        .addToLabels("istio.io/rev", shown(ISTIO + "/revisions/0"))
                        .endMetadata()
                        .build())
                .create();

        assertThat(run(off()))
                .containsEntry("enabled", false)
                .containsEntry("labelled", List.of("pets"))
                .containsEntry("changed", true);

        assertThat(shown("/properties/serviceMeshProfile/mode")).isEqualTo("Disabled");
        assertThat(objects().list("apis/apps/v1/namespaces/aks-istio-system/deployments", "app=istiod"))
                .isEmpty();
        assertThat(String.join("\n", session.log))
                .contains("namespace pets still has the label istio.io/rev=asm-1-")
                .contains("meshInject(namespaces: ['pets'], state: 'off')");
        assertThat(run(off())).containsEntry("changed", false);
    }

    @Test
    void aRevisionThatIsNotOfferedOrNotForThisVersionIsRefusedWithWhatIs() throws Exception {
        int before = puts();
        EnableMeshStep old = new EnableMeshStep();
        old.setRevision("asm-1-22");
        assertThatThrownBy(() -> run(old))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("revision: 'asm-1-22' was given")
                .hasMessageContaining("asm-1-29 (KubernetesOfficial 1.")
                .hasMessageContaining("for Kubernetes " + shown("/properties/currentKubernetesVersion"));
        cloud.sandbox
                .data()
                .set(
                        "meshRevisions",
                        new com.fasterxml.jackson.databind.ObjectMapper()
                                .readTree("[{\"revision\":\"asm-1-40\",\"compatibleWith\":"
                                        + "{\"KubernetesOfficial\":[\"1.99\"]}}]"));
        EnableMeshStep young = new EnableMeshStep();
        young.setRevision("asm-1-40");
        assertThatThrownBy(() -> run(young)).hasMessageContaining("asm-1-40 (KubernetesOfficial 1.99)");
        assertThatThrownBy(() -> run(new EnableMeshStep()))
                .hasMessageContaining("the service has in westeurope nothing")
                .hasMessageContaining("Upgrade the cluster with aksUpgrade");
        assertThat(puts()).isEqualTo(before);
    }

    @Test
    void anotherRevisionOfAMeshThatRunsIsNoMatterOfThisStep() throws Exception {
        String runs = String.valueOf(run(new EnableMeshStep()).get("revision"));
        EnableMeshStep same = new EnableMeshStep();
        same.setRevision(runs);
        assertThat(run(same)).containsEntry("changed", false);
        EnableMeshStep other = new EnableMeshStep();
        other.setRevision("asm-1-99");

        assertThatThrownBy(() -> run(other))
                .hasMessageContaining("its mesh is of revision [" + runs + "]")
                .hasMessageContaining("az aks mesh upgrade start --revision asm-1-99");
    }

    @Test
    void aFailedOperationSaysThatTheMeshIsHalfEnabledAndTheNextRunMendsIt() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/managedClusters/demo").crashing("AddonInstallationFailed", "no luck"));

        assertThatThrownBy(() -> run(new EnableMeshStep()))
                .isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.data())
                        .containsEntry("code", "AddonInstallationFailed"))
                .hasMessageContaining("no luck")
                .hasMessageContaining("The cluster's settings have the mesh on, so it is half enabled")
                .hasMessageContaining("switch the mesh off with enableMesh(state: 'off')");

        assertThat(run(new EnableMeshStep())).containsEntry("enabled", true).containsEntry("changed", true);
        assertThat(run(new EnableMeshStep())).containsEntry("changed", false);
    }

    @Test
    void theSecretsProviderStaysOnWhileTheMeshTakesItsCaThroughIt() throws Exception {
        authority();
        run(mesh());
        AksAddonStep provider = new AksAddonStep(PROVIDER);
        provider.setState("off");

        assertThatThrownBy(() -> run(provider)).hasMessageContaining("Switch the mesh off first with enableMesh");
        run(off());
        assertThat(run(provider)).containsEntry("enabled", false);
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        EnableMeshStep state = new EnableMeshStep();
        state.setState("maybe");
        refused("state: 'maybe' was given", state);
        EnableMeshStep names = new EnableMeshStep();
        names.setCaKey("my-key");
        refused("vault: nothing was given", names);
        EnableMeshStep twice = mesh();
        twice.setCaKey("istio-root-cert");
        refused("caKey: 'istio-root-cert' was given; allowed: another name than that of rootCert", twice);
        EnableMeshStep gateway = new EnableMeshStep();
        gateway.setIngressGateways(List.of("sideways"));
        refused("ingressGateways: 'sideways' was given; allowed: external, internal", gateway);
        EnableMeshStep revision = new EnableMeshStep();
        revision.setRevision("1.29");
        refused("revision: '1.29' was given", revision);
        EnableMeshStep off = off();
        off.setVault("first");
        refused("'off' without revision, vault and ingressGateways", off);
    }

    private void refused(String text, EnableMeshStep step) {
        assertThatThrownBy(() -> operation(step))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(text);
    }
}
