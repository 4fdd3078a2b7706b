package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.KeyKind;
import io.jenkins.plugins.aks.notation.TestSigner;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ImageGate;
import io.jenkins.plugins.aks.pipeline.SecretContent;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.standin.Lab;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotationVerifyTest {
    private static final TestSigner SIGNER = TestSigner.chained(KeyKind.EC_256);
    private static final TestSigner STRANGER = TestSigner.selfSigned(KeyKind.EC_384);
    private static final String STORE = "ca:wabbit-networks.io";

    private final ChainSession session = new ChainSession();
    private PlainRegistry registry;
    private Manifest image;
    private String pinned;
    private String root;

    @BeforeEach
    void start() throws Exception {
        registry = new PlainRegistry(true);
        image = registry.image("net-monitor", "v1", "one");
        pinned = registry.host() + "/net-monitor@" + image.digest();
        root = NotationSignTest.block("CERTIFICATE", Certificates.der(SIGNER.root()));
        session.secrets.put("signer", NotationSignTest.pem(SIGNER));
        session.secrets.put("stranger", NotationSignTest.pem(STRANGER));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private void sign(String credential, Consumer<NotationSignStep> change) throws Exception {
        NotationSignStep step = new NotationSignStep();
        step.setImage(pinned);
        step.setSigningCredentialsId(credential);
        change.accept(step);
        session.run(step.operation(FixedScope.of("s", "g")));
    }

    private Map<String, Object> verify(Consumer<NotationVerifyStep> change) throws Exception {
        return session.run(operation(change));
    }

    private Operation<AksSession> operation(Consumer<NotationVerifyStep> change) throws OperationException {
        NotationVerifyStep step = new NotationVerifyStep();
        step.setImage(pinned);
        step.setTrustStores(Map.of(STORE, root));
        step.setTrustedIdentities(List.of("x509.subject: C=US,ST=WA,O=Notation"));
        change.accept(step);
        return step.operation(FixedScope.of("s", "g"));
    }

    @Test
    void theVerdictIsData() throws Exception {
        sign("signer", step -> {
            step.setExpiry("1d");
            step.setMetadata(Map.of("build", "7"));
        });
        int writes = registry.writes.size();
        Map<String, Object> result = verify(step -> step.setMetadata(Map.of("build", "7")));
        assertThat(result)
                .containsEntry("verified", true)
                .containsEntry("image", pinned)
                .containsEntry("level", "strict")
                .containsEntry("policy", "parameters")
                .containsEntry("signer", "C=US,ST=WA,L=Seattle,O=Notation,CN=signer")
                .containsEntry("signingTime", "2026-06-01T12:00:00Z")
                .containsEntry("expiry", "2026-06-02T12:00:00Z")
                .containsEntry("metadata", Map.of("build", "7"))
                .containsEntry("warnings", List.of())
                .doesNotContainKey("failure");
        assertThat(new ArrayList<Object>((List<?>) result.get("checks")))
                .hasSize(5)
                .contains(Map.of("type", "authenticity", "action", "enforce", "passed", true));
        assertThat(registry.writes).hasSize(writes);
    }

    @Test
    void oneGoodSignatureAmongBadOnesIsEnough() throws Exception {
        sign("stranger", step -> {});
        session.now = session.now.plusSeconds(1);
        sign("stranger", step -> step.setFormat("jws"));
        session.now = session.now.plusSeconds(1);
        sign("signer", step -> step.setFormat("jws"));
        Map<String, Object> result = verify(step -> {});
        assertThat(result).containsEntry("verified", true).containsEntry("format", "jws");
    }

    @Test
    void withoutAGoodSignatureTheStepFailsOrSaysSo() throws Exception {
        assertThatThrownBy(() -> verify(step -> {}))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("no signature is associated with \"" + pinned + "\"");
        sign("stranger", step -> {});
        assertThatThrownBy(() -> verify(step -> {}))
                .hasMessageContaining("signature verification failed for all the signatures associated with " + pinned)
                .hasMessageContaining("does not contain any trusted certificate");
        Map<String, Object> result = verify(step -> step.setFail(false));
        assertThat(result).containsEntry("verified", false).containsEntry("level", "strict");
        assertThat((String) result.get("failure")).contains("does not contain any trusted certificate");
    }

    @Test
    void auditOnlyWarns() throws Exception {
        sign("stranger", step -> {});
        Map<String, Object> result = verify(step -> step.setLevel("audit"));
        assertThat(result).containsEntry("verified", true).containsEntry("level", "audit");
        assertThat((List<?>) result.get("warnings")).hasSize(1);
        assertThat(session.lines)
                .anyMatch(line -> line.startsWith("Warning: authenticity was set to \"log\" and failed with error:"));
    }

    @Test
    void metadataExpiryAndIdentityCount() throws Exception {
        sign("signer", step -> step.setExpiry("1h"));
        assertThatThrownBy(() -> verify(step -> step.setMetadata(Map.of("build", "7"))))
                .hasMessageContaining("unable to find specified metadata");
        assertThatThrownBy(
                        () -> verify(step -> step.setTrustedIdentities(List.of("x509.subject: C=US,ST=WA,O=Wabbit"))))
                .hasMessageContaining("does not match the X.509 trusted identities");
        session.now = session.now.plus(Duration.ofHours(1));
        assertThatThrownBy(() -> verify(step -> {})).hasMessageContaining("digital signature has expired");
    }

    @Test
    void thePolicyAndTheTrustStoresComeFromWhereTheyAre() throws Exception {
        sign("signer", step -> {});
        String policy =
                """
                {"version":"1.0","trustPolicies":[{"name":"images","registryScopes":["%s/net-monitor"],
                "signatureVerification":{"level":"strict"},"trustStores":["%s"],
                "trustedIdentities":["x509.subject: C=US, ST=WA, O=Notation, L=Seattle, CN=signer"]}]}"""
                        .formatted(registry.host(), STORE);
        session.files.put("policy.json", policy);
        session.files.put("root.pem", root);
        session.secrets.put("root", new SecretContent(root.getBytes(StandardCharsets.UTF_8), Optional.empty()));
        session.vault = new FakeVault(new TestSigner(SIGNER.key(), List.of(SIGNER.root())));
        for (String store : List.of(root, "root.pem", "credentials:root", FakeVault.URL + "/certificates/root")) {
            Map<String, Object> result = verify(step -> {
                step.setTrustedIdentities(null);
                step.setPolicyFile("policy.json");
                step.setTrustStores(Map.of(STORE, store));
            });
            assertThat(result).containsEntry("verified", true).containsEntry("policy", "images");
        }
        Map<String, Object> result = verify(step -> {
            step.setTrustedIdentities(null);
            step.setPolicy(policy);
        });
        assertThat(result).containsEntry("verified", true);
        String other = policy.replace("/net-monitor\"", "/other\"");
        assertThatThrownBy(() -> verify(step -> {
                    step.setTrustedIdentities(null);
                    step.setPolicy(other);
                }))
                .hasMessageContaining("has no applicable trust policy statement");
        assertThatThrownBy(() -> verify(step -> {
                    step.setTrustedIdentities(null);
                    step.setPolicy(policy);
                    step.setTrustStores(Map.of());
                }))
                .hasMessageContaining("needs " + STORE);
    }

    @Test
    void aPolicyThatSkipsNeedsNoSignature() throws Exception {
        Map<String, Object> result = verify(step -> {
            step.setTrustedIdentities(null);
            step.setTrustStores(null);
            step.setLevel("skip");
        });
        assertThat(result).containsEntry("verified", true).containsEntry("level", "skip");
        assertThat(session.lines).contains("Trust policy is configured to skip signature verification for " + pinned);
    }

    @Test
    void otherStepsVerifyImagesThroughTheGate(@TempDir File home) throws Exception {
        sign("signer", step -> {});
        Lab.start(home, "http://jenkins/");
        try {
            Lab.add(new NotationVerifyStep.Gate());
            List<String> images = List.of(registry.host() + "/net-monitor:v1");
            Map<String, Object> arguments = Map.of(
                    "trustStores",
                    Map.of(STORE, root),
                    "trustedIdentities",
                    List.of("x509.subject: C=US,ST=WA,O=Notation"));
            Map<String, Object> result =
                    session.run(ImageGate.verify("verify", arguments, images, FixedScope.of("s", "g")));
            assertThat(ImageGate.verified(images, result)).isEqualTo(Map.of(images.get(0), pinned));
            assertThatThrownBy(() -> ImageGate.verify("verify", Map.of("fail", false), images, FixedScope.of("s", "g")))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageStartingWith("verify: 'fail' was given");
        } finally {
            Lab.stop();
        }
    }

    @Test
    void wrongParametersAreRefused() {
        refused("trustedIdentities: nothing was given", step -> step.setTrustedIdentities(null));
        refused("trustedIdentities: 'a policy'", step -> step.setTrustStores(Map.of()));
        refused("trustedIdentities: 'a policy'", step -> step.setLevel("none"));
        refused("policy: 'more than one policy'", step -> step.setPolicy("{}"));
        refused("trustStores: 'root.pem'", step -> step.setTrustStores(Map.of("root.pem", "root.pem")));
        refused("trustStores: 'http://x'", step -> step.setTrustStores(Map.of(STORE, "http://x")));
        refused("trustStores: '" + STORE + "'", step -> step.setTrustStores(Map.of(STORE, " ")));
        refused("policy: 'a policy'", step -> {
            step.setTrustedIdentities(null);
            step.setPolicy("{}");
        });
        refused("image: nothing was given", step -> step.setImage(null));
    }

    private void refused(String message, Consumer<NotationVerifyStep> change) {
        assertThatThrownBy(() -> operation(change))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(message);
    }
}
