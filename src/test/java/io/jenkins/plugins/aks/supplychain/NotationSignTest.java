package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.KeyKind;
import io.jenkins.plugins.aks.notation.TestKeys;
import io.jenkins.plugins.aks.notation.TestSigner;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.SecretContent;
import io.jenkins.plugins.aks.registry.Manifest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NotationSignTest {
    private final ChainSession session = new ChainSession();
    private PlainRegistry registry;
    private Manifest image;
    private String pinned;

    @BeforeEach
    void start() throws Exception {
        registry = new PlainRegistry(true);
        image = registry.image("net-monitor", "v1", "one");
        pinned = registry.host() + "/net-monitor@" + image.digest();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    /** The key and the chain of a signer in a secret text. */
    static SecretContent pem(TestSigner signer) throws Exception {
        StringBuilder text = new StringBuilder(block("PRIVATE KEY", signer.key().getEncoded()));
        for (X509Certificate certificate : signer.chain()) {
            text.append(block("CERTIFICATE", Certificates.der(certificate)));
        }
        return new SecretContent(text.toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
    }

    static String block(String name, byte[] bytes) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(bytes) + "\n-----END " + name
                + "-----\n";
    }

    private Operation<AksSession> sign(Consumer<NotationSignStep> change) {
        NotationSignStep step = new NotationSignStep();
        step.setImage(pinned);
        change.accept(step);
        try {
            return step.operation(FixedScope.of("s", "g"));
        } catch (OperationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private Operation<AksSession> signInVault() {
        return sign(step -> step.setKeyId(FakeVault.URL + "/keys/signer/" + FakeVault.VERSION));
    }

    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void theVaultSignsADigestWithTheKeysAlgorithm(KeyKind kind) throws Exception {
        TestSigner signer = TestSigner.selfSigned(kind);
        session.vault = new FakeVault(signer);
        Map<String, Object> result = session.run(signInVault());
        assertThat(result)
                .containsEntry("image", pinned)
                .containsEntry("digest", image.digest())
                .containsEntry("format", "cose")
                .containsEntry("changed", true)
                .containsEntry("signingTime", "2026-06-01T12:00:00Z")
                .doesNotContainKey("expiry");
        assertThat(session.vault.requests)
                .containsExactly(
                        "GET /certificates/signer/" + FakeVault.VERSION,
                        "POST /keys/signer/" + FakeVault.VERSION + "/sign " + kind.jwa());
        Manifest signature = registry.manifests.get("net-monitor/" + result.get("signature"));
        assertThat(signature.referrer().artifactType()).isEqualTo(SignatureManifest.TYPE);
        assertThat(signature.json().at("/config/digest").asText())
                .isEqualTo("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
        assertThat(signature
                        .json()
                        .at("/annotations/org.opencontainers.image.created")
                        .asText())
                .isEqualTo("2026-06-01T12:00:00Z");
        assertThat(signature
                        .json()
                        .path("annotations")
                        .path("io.cncf.notary.x509chain.thumbprint#S256")
                        .asText())
                .isEqualTo("[\"" + Certificates.thumbprint(signer.root()) + "\"]");
        assertThat(session.lines).anyMatch(line -> line.startsWith("Successfully signed " + pinned));
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        session.vault = new FakeVault(TestSigner.selfSigned(KeyKind.EC_256));
        Map<String, Object> first = session.run(signInVault());
        int writes = registry.writes.size();
        session.vault.requests.clear();
        Map<String, Object> second = session.run(signInVault());
        assertThat(second).containsEntry("changed", false).containsEntry("signature", first.get("signature"));
        assertThat(registry.writes).hasSize(writes);
        assertThat(session.vault.requests).noneMatch(request -> request.startsWith("POST"));
    }

    @Test
    void anotherFormatMetadataLifetimeOrForceIsAnotherSignature() throws Exception {
        session.secrets.put("key", pem(TestSigner.chained(KeyKind.EC_384)));
        List<Consumer<NotationSignStep>> ways = List.of(
                step -> {},
                step -> step.setFormat("jws"),
                step -> step.setMetadata(Map.of("build", "7")),
                step -> step.setExpiry("2d"),
                step -> step.setForce(true));
        for (Consumer<NotationSignStep> way : ways) {
            session.now = session.now.plusSeconds(1);
            Operation<AksSession> operation = sign(step -> {
                step.setSigningCredentialsId("key");
                way.accept(step);
            });
            assertThat(session.run(operation)).containsEntry("changed", true);
        }
        Operation<AksSession> again = sign(step -> {
            step.setSigningCredentialsId("key");
            step.setExpiry("2d");
        });
        assertThat(session.run(again)).containsEntry("changed", false);
        session.now = session.now.plus(Duration.ofHours(30));
        assertThat(session.run(sign(step -> {
                    step.setSigningCredentialsId("key");
                    step.setExpiry("2d");
                })))
                .containsEntry("changed", true);
    }

    @Test
    void aTagIsResolvedOnceWithAWarning() throws Exception {
        session.secrets.put("key", pem(TestSigner.selfSigned(KeyKind.EC_256)));
        String tagged = registry.host() + "/net-monitor:v1";
        Map<String, Object> result = session.run(sign(step -> {
            step.setImage(tagged);
            step.setSigningCredentialsId("key");
        }));
        assertThat(result).containsEntry("image", pinned);
        assertThat(session.lines.get(0))
                .startsWith("Warning: Always sign the artifact using digest(@sha256:...) rather than a tag(:v1)");
    }

    @Test
    void severalImagesAreSigned() throws Exception {
        session.secrets.put("key", pem(TestSigner.selfSigned(KeyKind.EC_256)));
        Manifest other = registry.image("other", "v1", "two");
        Map<String, Object> result = session.run(sign(step -> {
            step.setImages(List.of(registry.host() + "/other@" + other.digest(), pinned));
            step.setSigningCredentialsId("key");
        }));
        assertThat((List<?>) result.get("images")).hasSize(2);
        assertThat(registry.manifests.values().stream()
                        .filter(manifest -> manifest.subject().isPresent())
                        .distinct()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aKillAtAnyTurnPushesOneSignature() throws Exception {
        session.secrets.put("key", pem(TestSigner.selfSigned(KeyKind.EC_256)));
        for (boolean listed : new boolean[] {true, false}) {
            for (int turns = 0; turns < 8; turns++) {
                try (PlainRegistry fresh = new PlainRegistry(listed)) {
                    Manifest target = fresh.image("net-monitor", "v1", "one");
                    Map<String, Object> result = session.runKilled(
                            () -> sign(step -> {
                                step.setImage(fresh.host() + "/net-monitor:v1");
                                step.setSigningCredentialsId("key");
                            }),
                            turns);
                    assertThat(result).containsEntry("changed", true);
                    assertThat(fresh.manifests.values().stream()
                                    .filter(manifest -> manifest.subject()
                                            .filter(subject -> subject.digest().equals(target.digest()))
                                            .isPresent())
                                    .map(Manifest::digest)
                                    .distinct())
                            .as("killed after " + turns)
                            .containsExactly((String) result.get("signature"));
                    assertThat(fresh.manifests.containsKey(
                                    "net-monitor/" + target.digest().replace(':', '-')))
                            .isEqualTo(!listed);
                }
            }
        }
    }

    @Test
    void nothingIsPushedWithAKeyThatMayNotSign() throws Exception {
        TestSigner good = TestSigner.chained(KeyKind.EC_256);
        session.secrets.put("key", pem(new TestSigner(good.key(), good.chain().subList(0, 2))));
        assertThatThrownBy(() -> session.run(sign(step -> step.setSigningCredentialsId("key"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("the certificate of the issuer \"C=US,O=Notation,CN=root\" is missing");
        TestSigner other = TestSigner.selfSigned(KeyKind.EC_256);
        session.secrets.put(
                "key", pem(new TestSigner(TestKeys.of(KeyKind.EC_256, "other").getPrivate(), other.chain())));
        assertThatThrownBy(() -> session.run(sign(step -> step.setSigningCredentialsId("key"))))
                .hasMessageContaining("verification error")
                .hasMessageContaining("Nothing was pushed");
        session.secrets.put("key", new SecretContent("no key".getBytes(StandardCharsets.UTF_8), Optional.empty()));
        assertThatThrownBy(() -> session.run(sign(step -> step.setSigningCredentialsId("key"))))
                .hasMessageContaining("there is no unencrypted private key in PEM");
        assertThat(registry.writes).isEmpty();
    }

    @Test
    void aVaultThatAnswersForAnotherKeyIsNotBelieved() throws Exception {
        session.vault = new FakeVault(TestSigner.selfSigned(KeyKind.EC_256));
        session.vault.lies.put("kid", FakeVault.URL + "/keys/signer/ffff");
        assertThatThrownBy(() -> session.run(signInVault())).hasMessageContaining("the version retrieved from Azure");
        session.vault.lies.put("kid", "https://elsewhere.example/keys/signer/" + FakeVault.VERSION);
        assertThatThrownBy(() -> session.run(signInVault())).hasMessageContaining("not in this vault");
        assertThat(registry.writes).isEmpty();
    }

    @Test
    void theChainAboveTheKeyComesFromTheParameterOrTheVault() throws Exception {
        TestSigner signer = TestSigner.chained(KeyKind.EC_256);
        StringBuilder above = new StringBuilder();
        for (X509Certificate certificate : signer.chain().subList(1, 3)) {
            above.append(block("CERTIFICATE", Certificates.der(certificate)));
        }
        session.vault = new FakeVault(signer);
        assertThat(session.run(sign(step -> {
                    step.setKeyId(FakeVault.URL + "/certificates/signer");
                    step.setChain(above.toString());
                })))
                .containsEntry("changed", true);
        assertThat(session.vault.requests).noneMatch(request -> request.contains("/secrets/"));
        session.vault.secret =
                block("CERTIFICATE", Certificates.der(signer.chain().get(0))) + above;
        assertThat(session.run(sign(step -> {
                    step.setKeyId(FakeVault.URL + "/certificates/signer");
                    step.setForce(true);
                })))
                .containsEntry("changed", true);
        session.vault.secret = "";
        assertThatThrownBy(() -> session.run(sign(step -> {
                    step.setKeyId(FakeVault.URL + "/certificates/signer");
                    step.setForce(true);
                })))
                .isInstanceOf(OperationException.class);
    }

    @Test
    void wrongParametersAreRefusedBeforeAnythingIsSent() {
        refused("vault: nothing was given", step -> {});
        refused("vault: 'more than one key'", step -> {
            step.setKeyId(FakeVault.URL + "/keys/signer");
            step.setSigningCredentialsId("key");
        });
        refused("keyId: 'http://a/keys/b'", step -> step.setKeyId("http://a/keys/b"));
        refused("certificate: nothing was given", step -> step.setVault("demo"));
        refused("certificate: 'a b'", step -> {
            step.setVault("demo-vault");
            step.setCertificate("a b");
        });
        refused("image: 'https://a/b'", step -> {
            step.setImage("https://a/b");
            step.setSigningCredentialsId("key");
        });
        refused("format: 'xml'", step -> {
            step.setFormat("xml");
            step.setSigningCredentialsId("key");
        });
        refused("expiry: 'soon'", step -> {
            step.setExpiry("soon");
            step.setSigningCredentialsId("key");
        });
        refused("metadata: 'io.cncf.notary.x'", step -> {
            step.setMetadata(Map.of("io.cncf.notary.x", "1"));
            step.setSigningCredentialsId("key");
        });
        assertThat(registry.writes).isEmpty();
    }

    private void refused(String message, Consumer<NotationSignStep> change) {
        assertThatThrownBy(() -> sign(change))
                .hasCauseInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith(message);
    }
}
