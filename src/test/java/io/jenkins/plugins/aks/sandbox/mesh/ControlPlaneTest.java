package io.jenkins.plugins.aks.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** istiod with an authority of a vault: when it becomes ready, and what it tells where it does not. */
class ControlPlaneTest {
    private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/aks-istio-system/deployments/istiod-asm-1-29";
    private static final String QUERY = "container=discovery";

    private MeshCloud mesh;

    @BeforeEach
    void start(@TempDir Path directory) {
        mesh = new MeshCloud(directory);
    }

    @AfterEach
    void stop() {
        mesh.close();
    }

    private int ready() {
        return mesh.get(DEPLOYMENT).at("/status/readyReplicas").asInt();
    }

    private String firstPod() {
        return MeshCloud.name(mesh.istiod().get(0));
    }

    private TestAuthority good(String name) {
        return TestAuthority.good(name, mesh.cloud.clock.instant());
    }

    /** With everything as it should be but the vault's content. */
    private void withSecretsOf(TestAuthority authority) {
        mesh.addon("{}");
        mesh.access();
        mesh.store(authority);
    }

    private void crashesWith(String why) {
        mesh.mesh("'revisions':['asm-1-29']");
        assertThat(ready()).isZero();
        JsonNode status = mesh.istiod().get(0).at("/status/containerStatuses/0");
        assertThat(status.path("restartCount").asInt()).isPositive();
        assertThat(mesh.log(firstPod(), QUERY + "&previous=true")).contains("\terror\t", why);
        assertThat(mesh.events("aks-istio-system", firstPod()))
                .anyMatch(event -> event.startsWith("BackOff: Back-off restarting failed container discovery"));
        assertThat(mesh.get("/api/v1/namespaces/default/configmaps/istio-ca-root-cert")
                        .status())
                .isEqualTo(404);
    }

    private void isNotMounted(String why) {
        mesh.mesh("'revisions':['asm-1-29']");
        assertThat(ready()).isZero();
        assertThat(mesh.istiod()).hasSize(2);
        assertThat(mesh.istiod().get(0).at("/status/phase").asText()).isEqualTo("Pending");
        assertThat(mesh.events("aks-istio-system", firstPod()))
                .anyMatch(event -> event.startsWith("FailedMount: MountVolume.SetUp failed for volume \"cacerts\"")
                        && event.contains(why));
        assertThat(mesh.log(firstPod(), QUERY)).contains("waiting to start");
    }

    @Test
    void becomesReadyAndTellsItsCertificates() {
        TestAuthority authority = mesh.plugged();
        assertThat(ready()).isEqualTo(2);
        String log = mesh.log(firstPod(), QUERY);
        assertThat(log)
                .contains(
                        "Use plugged-in cert at etc/cacerts/ca-key.pem",
                        "x509 cert - Issuer: \"O=Istio,CN=Intermediate A\", Subject: \"\"",
                        "x509 cert - Issuer: \"O=Istio,CN=Root A\", Subject: \"O=Istio,CN=Intermediate A\"",
                        "x509 cert - Issuer: \"O=Istio,CN=Root A\", Subject: \"O=Istio,CN=Root A\"");
        assertThat(mesh.get("/api/v1/namespaces/default/configmaps/istio-ca-root-cert")
                        .text("/data/root-cert.pem"))
                .isEqualTo(authority.rootPem());
        assertThat(mesh.get("/api/v1/namespaces/kube-system/configmaps/istio-ca-root-cert")
                        .status())
                .isEqualTo(404);
        assertThat(mesh.get("/apis/security.istio.io/v1/peerauthentications").status())
                .isEqualTo(200);
        assertThat(mesh.get("/apis/security.istio.io/v1beta1/peerauthentications")
                        .status())
                .isEqualTo(200);
        String state = mesh.cloud.sandbox.store().under("k8s/").toString();
        assertThat(state).doesNotContain("PRIVATE KEY");
    }

    @Test
    void needsTheAddon() {
        isNotMounted("driver name secrets-store.csi.k8s.io not found in the list of registered CSI drivers");
        mesh.addon("{}");
        mesh.access();
        mesh.store(good("A"));
        mesh.cloud.pass(Duration.ofMinutes(5));
        mesh.settle();
        assertThat(ready()).isEqualTo(2);
    }

    @Test
    void needsARoleThatCounts() {
        mesh.addon("{}");
        mesh.store(good("A"));
        isNotMounted("StatusCode=403");
        mesh.access();
        mesh.cloud.pass(Duration.ofMinutes(5));
        mesh.settle();
        assertThat(ready()).isEqualTo(2);
    }

    @Test
    void needsEachSecret() {
        withSecretsOf(good("A"));
        mesh.removeSecret("cert-chain");
        isNotMounted("Code=\"SecretNotFound\" Message=\"A secret with (name/id) cert-chain was not found");
    }

    @Test
    void needsAKeyThatMatches() {
        withSecretsOf(good("A"));
        mesh.secret("ca-key", good("B").keyPem());
        crashesWith("the cert does not match the key: tls: private key does not match public key");
    }

    @Test
    void needsAnAuthorityThatIsValid() {
        withSecretsOf(new TestAuthority("A", mesh.cloud.clock.instant(), Duration.ofSeconds(1), true));
        mesh.cloud.clock.advance(Duration.ofSeconds(5));
        crashesWith("x509: certificate has expired or is not yet valid");
    }

    @Test
    void needsACertificateThatMaySign() {
        withSecretsOf(new TestAuthority("A", mesh.cloud.clock.instant(), Duration.ofDays(9), false));
        crashesWith("certificate is not authorized to sign other certificates");
    }

    @Test
    void needsAChainToTheRoot() {
        withSecretsOf(good("A"));
        mesh.secret("root-cert", good("B").rootPem());
        crashesWith("x509: certificate signed by unknown authority");
    }

    @Test
    void needsPem() {
        withSecretsOf(good("A"));
        mesh.secret("ca-cert", "not a certificate");
        crashesWith("failed to parse cert PEM: invalid PEM encoded certificate");
    }

    @Test
    void signsItselfWithoutAPlugin() {
        mesh.change("'serviceMeshProfile':{'mode':'Istio'}");
        assertThat(ready()).isEqualTo(2);
        assertThat(mesh.log(firstPod(), QUERY))
                .contains("No plugged-in cert at etc/cacerts/ca-key.pem; self-signed cert is used", "O=cluster.local");
        assertThat(mesh.get(MeshCloud.SYSTEM + "/secrets/istio-ca-secret").text("/type"))
                .isEqualTo("istio.io/ca-root");
    }

    @Test
    void gatewaysComeAfterItAndEverythingGoesAgain() {
        mesh.addon("{}");
        mesh.access();
        mesh.store(good("A"));
        mesh.mesh("'components':{'ingressGateways':[{'mode':'External','enabled':true},"
                + "{'mode':'Internal','enabled':false}]}");
        assertThat(mesh.pods("aks-istio-ingress", "app%3Daks-istio-ingressgateway-external"))
                .hasSize(2)
                .allMatch(pod -> Mesh.isReady(pod));
        String service = "/api/v1/namespaces/aks-istio-ingress/services/aks-istio-ingressgateway-external";
        assertThat(mesh.get(service).text("/status/loadBalancer/ingress/0/ip")).isNotEmpty();
        mesh.change("'serviceMeshProfile':{'mode':'Disabled'}");
        mesh.settle();
        for (String namespace : List.of("aks-istio-system", "aks-istio-ingress")) {
            assertThat(mesh.get("/api/v1/namespaces/" + namespace).status()).isEqualTo(404);
        }
        assertThat(mesh.get("/apis/security.istio.io/v1/peerauthentications").status())
                .isEqualTo(200);
    }

    @Test
    void onlyRotationBringsWhatChangesInTheVault() {
        mesh.plugged();
        TestAuthority next = good("B");
        mesh.store(next);
        mesh.cloud.pass(Duration.ofMinutes(10));
        mesh.settle();
        assertThat(mesh.log(firstPod(), QUERY)).doesNotContain("Root B");
        mesh.addon("{'enableSecretRotation':'true','rotationPollInterval':'2m'}");
        mesh.cloud.pass(Duration.ofMinutes(3));
        mesh.settle();
        assertThat(mesh.log(firstPod(), QUERY)).contains("Update Istiod cacerts", "CN=Root B");
        assertThat(mesh.get("/api/v1/namespaces/default/configmaps/istio-ca-root-cert")
                        .text("/data/root-cert.pem"))
                .isEqualTo(next.rootPem());
        mesh.secret("ca-key", "nonsense");
        mesh.cloud.pass(Duration.ofMinutes(3));
        mesh.settle();
        assertThat(mesh.log(firstPod(), QUERY)).contains("Failed to update new Plug-in CA certs");
        assertThat(ready()).isEqualTo(2);
        mesh.namespace("later", "{istio.io/rev: asm-1-29}");
        assertThat(mesh.get("/api/v1/namespaces/later/configmaps/istio-ca-root-cert")
                        .text("/data/root-cert.pem"))
                .isEqualTo(next.rootPem());
    }

    @Test
    void aSecondRevisionRunsBesideTheFirst() {
        mesh.plugged();
        mesh.change("'serviceMeshProfile':{'mode':'Istio','istio':{'revisions':['asm-1-29','asm-1-30']}}");
        List<ObjectNode> pods = mesh.istiod();
        assertThat(pods).hasSize(4).allMatch(pod -> Mesh.isReady(pod));
        mesh.change("'serviceMeshProfile':{'mode':'Istio','istio':{'revisions':['asm-1-30']}}");
        mesh.settle();
        assertThat(mesh.istiod()).hasSize(2);
        assertThat(mesh.get(DEPLOYMENT).status()).isEqualTo(404);
    }
}
