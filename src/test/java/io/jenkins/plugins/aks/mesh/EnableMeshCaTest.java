package io.jenkins.plugins.aks.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.operation.OperationException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a CA in a vault can lack is found before the mesh is touched, and what breaks after that is named. */
class EnableMeshCaTest extends MeshClusterBase {
    private static final CaIssuer ISSUER = new CaIssuer("Istio", 2048, Duration.ofDays(3650), Duration.ofDays(730));

    @Test
    void aMissingOrWrongSecretIsNamed() throws Exception {
        authority();
        EnableMeshStep wrongName = mesh();
        wrongName.setCaCert("istio-intermediate");
        refused(wrongName, "SecretMissing", "Key vault first has no secret istio-intermediate.");

        EnableMeshStep swapped = mesh();
        swapped.setCaKey("istio-intermediate-cert");
        swapped.setCaCert("istio-intermediate-key");
        refused(swapped, "NotACertificate", "Secret istio-intermediate-key of key vault first holds no certificate");

        EnableMeshStep rootAsCa = mesh();
        rootAsCa.setCaCert("istio-root-key");
        refused(rootAsCa, "NotACertificate", "Secret istio-root-key");

        delete("istio-cert-chain");
        refused(mesh(), "SecretMissing", "(a deleted one of this name can be recovered)");
    }

    @Test
    void aKeyThatDoesNotMatchIsFoundAndNotShown() throws Exception {
        authority();
        String other = CaPem.text(ISSUER.newKey().getPrivate());
        set("istio-intermediate-key", other);

        refused(mesh(), "KeyDoesNotMatch", "Secret istio-intermediate-key of key vault first does not match");
        assertThat(String.join("\n", session.log)).doesNotContain("PRIVATE KEY");
    }

    @Test
    void anExpiredIntermediateAndOneOfAnotherRootAreFound() throws Exception {
        authority();
        Instant now = session.clock().instant();
        KeyPair rootKey = ISSUER.newKey();
        X509Certificate root = ISSUER.root(rootKey.getPublic(), rootKey.getPrivate(), now.minus(Duration.ofDays(900)));
        intermediate(root, rootKey, now);
        refused(mesh(), "IntermediateNotOfRoot", "does not lead to the root in secret istio-root-cert");

        set("istio-root-cert", CaPem.text(root));
        intermediate(root, rootKey, now.minus(Duration.ofDays(800)));
        refused(mesh(), "CertificateExpired", "CN=Intermediate CA", "which expired on");

        intermediate(root, rootKey, now);
        assertThat(run(mesh())).containsEntry("ca", "plug-in");
    }

    /** Into the vault, with its key and the chain. */
    private void intermediate(X509Certificate root, KeyPair rootKey, Instant at) {
        KeyPair own = ISSUER.newKey();
        X509Certificate certificate = ISSUER.intermediate(own.getPublic(), root, rootKey.getPrivate(), at);
        set("istio-intermediate-key", CaPem.text(own.getPrivate()));
        set("istio-intermediate-cert", CaPem.text(certificate));
        set("istio-cert-chain", CaPem.text(certificate) + CaPem.text(root));
    }

    @Test
    void aChainWithoutTheIntermediateAndADisabledSecretAreFound() throws Exception {
        authority();
        set("istio-cert-chain", text("istio-root-cert"));
        refused(mesh(), "ChainDoesNotFit", "Secret istio-cert-chain", "lacks the certificate of secret");

        set("istio-cert-chain", text("istio-intermediate-cert") + text("istio-root-cert"));
        attributes("istio-root-cert", "{'attributes':{'enabled':false}}");
        refused(mesh(), "SecretDisabled", "Secret istio-root-cert of key vault first is disabled");
        attributes("istio-root-cert", "{'attributes':{'enabled':true,'exp':1}}");
        refused(mesh(), "SecretNotValid", "Secret istio-root-cert of key vault first has expired by its attributes");
    }

    @Test
    void withoutTheAddonOrTheRoleTheMeshIsNotTouched() throws Exception {
        run(certificates());
        refused(mesh(), "AddonMissing", "lacks the add-on azure-keyvault-secrets-provider", "aksAddon(name: ");

        run(new AksAddonStep(PROVIDER));
        refused(mesh(), "RoleMissing", "has no role on key vault first", "vault: 'first')");

        authority();
        assertThat(run(mesh())).containsEntry("ca", "plug-in");
    }

    @Test
    void aVaultOfAccessPoliciesNeedsOneForTheIdentity() throws Exception {
        run(certificates());
        run(new AksAddonStep(PROVIDER));
        String identity = shown("/properties/addonProfiles/azureKeyvaultSecretsProvider/identity/objectId");
        policies("{'objectId':'" + identity + "','tenantId':'"
                + cloud.sandbox.credentials().tenantId() + "','permissions':{'secrets':['list']}}");
        refused(mesh(), "AccessPolicyMissing", "az keyvault set-policy --name first --object-id " + identity);

        policies("{'objectId':'" + identity + "','tenantId':'"
                + cloud.sandbox.credentials().tenantId() + "','permissions':{'secrets':['Get']}}");
        assertThat(run(mesh())).containsEntry("ca", "plug-in");
    }

    @Test
    void whereTheSecretsMayNotBeReadOnlyTheRightIsChecked() throws Exception {
        authority();
        set("istio-cert-chain", "nothing");
        EnableMeshStep blind = mesh();
        blind.setReadSecrets(false);
        blind.setReadyWait("2m");

        assertThatThrownBy(() -> run(blind)).isInstanceOfSatisfying(OperationException.class, e -> assertThat(e.data())
                .containsEntry("code", "MeshNotReady"));
    }

    @Test
    void aMeshThatCannotReadItsCaIsSaidToBeHalfEnabled() throws Exception {
        authority();
        String chain = text("istio-cert-chain");
        EnableMeshStep blind = mesh();
        blind.setReadSecrets(false);
        blind.setReadyWait("3m");
        delete("istio-cert-chain");

        assertThatThrownBy(() -> run(blind))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", "MeshNotReady"))
                .hasMessageContaining("the mesh is on, and not ready after 3m00s, so it is half enabled")
                .hasMessageContaining("Deployment aks-istio-system/istiod-asm-1-")
                .hasMessageContaining("FailedMount")
                .hasMessageContaining("istio-cert-chain")
                .hasMessageContaining("enableMesh(state: 'off')");

        recover("istio-cert-chain");
        assertThat(text("istio-cert-chain")).isEqualTo(chain);
        int before = puts();
        assertThat(run(mesh())).containsEntry("changed", false).containsEntry("enabled", true);
        assertThat(puts()).isEqualTo(before);
    }

    private void refused(EnableMeshStep step, String code, String... texts) {
        int before = puts();
        assertThatThrownBy(() -> run(step))
                .isInstanceOfSatisfying(
                        OperationException.class, e -> assertThat(e.data()).containsEntry("code", code))
                .hasMessageContainingAll(texts)
                .hasMessageContaining("The mesh was not touched.");
        assertThat(puts()).isEqualTo(before);
    }

    private void policies(String policy) {
        // Of the caller too, so that it may look into the secrets.
        cloud.put(
                vault,
                "2023-07-01",
                "{'location':'westeurope','properties':{'enableRbacAuthorization':false,'accessPolicies':[" + policy
                        + ",{'objectId':'" + cloud.sandbox.credentials().objectId() + "','tenantId':'"
                        + cloud.sandbox.credentials().tenantId()
                        + "','permissions':{'secrets':['all']}}],'tenantId':'"
                        + cloud.sandbox.credentials().tenantId() + "','sku':{'family':'A','name':'standard'}}}");
    }
}
