package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we sign we verify, with each kind of key and in both formats. */
class SignAndVerifyTest {
    @ParameterizedTest
    @EnumSource(KeyKind.class)
    void eachKindOfKeySignsBothFormats(KeyKind kind) throws NotationException {
        for (EnvelopeFormat format : EnvelopeFormat.values()) {
            for (TestSigner signer : List.of(TestSigner.selfSigned(kind), TestSigner.chained(kind))) {
                SignatureVerdict verdict = Verification.trusting(signer.store()).verify(format, signer.sign(format));
                assertThat(verdict.failure()).isEmpty();
                assertThat(verdict.checks()).hasSize(5).allMatch(check -> check.failure()
                        .isEmpty());
                Envelope envelope = verdict.envelope().orElseThrow();
                assertThat(envelope.kind()).isEqualTo(kind);
                assertThat(envelope.format()).isEqualTo(format);
                assertThat(envelope.chain()).isEqualTo(signer.chain());
                assertThat(envelope.attributes().signingTime()).isEqualTo(TestSigner.NOW);
                assertThat(envelope.agent()).isEqualTo("test/1");
            }
        }
    }

    @Test
    void metadataAndExpiryAreSigned() throws NotationException {
        TestSigner signer = TestSigner.chained(KeyKind.EC_256);
        for (EnvelopeFormat format : EnvelopeFormat.values()) {
            byte[] envelope = signer.sign(
                    format,
                    Optional.of(TestSigner.NOW.plus(Duration.ofHours(1))),
                    Map.of("build", "42", "commit", "<&é>"));
            Verification verification = Verification.trusting(signer.store()).requiring(Map.of("build", "42"));
            assertThat(verification.verify(format, envelope).failure()).isEmpty();
            assertThat(verification.verify(format, envelope).metadata())
                    .isEqualTo(Map.of("build", "42", "commit", "<&é>"));
            assertThat(verification
                            .requiring(Map.of("build", "43"))
                            .verify(format, envelope)
                            .failure()
                            .orElseThrow())
                    .startsWith("unable to find specified metadata in the signature");
            assertThat(verification
                            .requiring(Map.of())
                            .at(TestSigner.NOW.plus(Duration.ofHours(1)))
                            .verify(format, envelope)
                            .failure())
                    .contains("digital signature has expired on \"Mon, 01 Jun 2026 13:00:00 +0000\"");
        }
    }

    @Test
    void anotherArtifactIsRefusedAtEveryLevel() throws NotationException {
        TestSigner signer = TestSigner.selfSigned(KeyKind.EC_256);
        ArtifactDescriptor artifact = TestSigner.ARTIFACT;
        List<ArtifactDescriptor> others = List.of(
                new ArtifactDescriptor("application/vnd.oci.image.index.v1+json", artifact.digest(), artifact.size()),
                new ArtifactDescriptor(artifact.mediaType(), "sha256:" + "cd".repeat(32), artifact.size()),
                new ArtifactDescriptor(artifact.mediaType(), artifact.digest(), artifact.size() + 1));
        for (String level : List.of("strict", "permissive", "audit")) {
            for (ArtifactDescriptor other : others) {
                SignatureVerdict verdict = Verification.trusting(signer.store())
                        .policyWith("strict", level)
                        .of(other)
                        .verify(EnvelopeFormat.COSE, signer.sign(EnvelopeFormat.COSE));
                assertThat(verdict.failure().orElseThrow()).startsWith("content descriptor mismatch");
            }
        }
    }

    @Test
    void aSignatureThatEndsBeforeItBeginsIsNotMade() {
        TestSigner signer = TestSigner.selfSigned(KeyKind.EC_256);
        assertThatThrownBy(() -> signer.sign(EnvelopeFormat.COSE, Optional.of(TestSigner.NOW), Map.of()))
                .hasMessage("expiry cannot be equal or before the signing time");
    }

    @Test
    void reservedMetadataIsRefused() {
        TestSigner signer = TestSigner.selfSigned(KeyKind.EC_256);
        assertThatThrownBy(() -> signer.sign(EnvelopeFormat.COSE, Optional.empty(), Map.of("io.cncf.notary.x", "1")))
                .hasMessage("error adding user metadata: metadata key io.cncf.notary.x has reserved prefix"
                        + " io.cncf.notary");
    }

    @Test
    void nobodySignsWithAnExpiredCertificate() {
        TestSigner signer = new TestSigner(
                TestKeys.of(KeyKind.EC_256).getPrivate(),
                List.of(TestCertificate.leaf(TestKeys.of(KeyKind.EC_256))
                        .valid(TestCertificate.FROM, TestSigner.NOW.minusSeconds(1))
                        .selfSigned()));
        assertThatThrownBy(() -> signer.sign(EnvelopeFormat.COSE)).hasMessageContaining("was invalid at signing time");
    }

    @Test
    void anUnknownFormatIsOneSignatureLess() throws NotationException {
        TestSigner signer = TestSigner.selfSigned(KeyKind.EC_256);
        SignatureVerifier verifier = new SignatureVerifier(
                TrustPolicyDocument.parse(TestSigner.STRICT).applicable(TestSigner.REPOSITORY),
                List.of(signer.store()),
                request -> new byte[0],
                Clock.systemUTC());
        assertThat(verifier.verify(
                                "application/x-other", signer.sign(EnvelopeFormat.COSE), TestSigner.ARTIFACT, Map.of())
                        .failure()
                        .orElseThrow())
                .contains("application/x-other", "not supported");
    }
}
