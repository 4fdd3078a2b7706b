package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that the reference implementation made, and what it says of them. */
class ReferenceDataTest {
    private static final ArtifactDescriptor SAMPLE = new ArtifactDescriptor(
            "application/vnd.docker.distribution.manifest.v2+json",
            "sha256:60043cf45eaebc4c0867fea485a039b598f52fd09fd5b07b0b2d2f88fad9d74e",
            528);
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "ca_valid, ca, ",
        "ca_invalid, ca, signature is invalid. Error: verification error",
        "ca_expired, ca, 'digital signature has expired on \"Fri, 29 Jul 2022 23:59:00 +0000\"'",
        "ca_plugin, ca, needs the verification plugin \"plugin-name\"",
        "sa_valid, signingAuthority, ",
        "sa_invalid, signingAuthority, signature is invalid. Error: verification error",
        "sa_expired, signingAuthority, digital signature has expired on",
        "sa_plugin, signingAuthority, needs the verification plugin \"plugin-name\"",
        "ca_valid, signingAuthority, no trusted certificates are found to verify authenticity",
        "sa_valid, ca, no trusted certificates are found to verify authenticity",
    })
    void jwsSignatures(String file, String store, String failure) throws NotationException {
        TrustStore roots =
                store("NotationTestRoot.pem", TrustStoreType.of(store).orElseThrow());
        Optional<String> found = Verification.trusting(roots)
                .policyWith("ca:test", store + ":test")
                .of(SAMPLE)
                .at(NOW)
                .verify(EnvelopeFormat.JWS, read(file + "_sig_env.json"))
                .failure();
        if (failure == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found.orElseThrow()).contains(failure);
        }
    }

    @Test
    void metadataOfAJwsSignature() throws NotationException {
        Envelope envelope = EnvelopeFormat.JWS.read(read("sig_env_with_metadata.json"));
        assertThat(envelope.content().metadata())
                .isEqualTo(Map.of("io.wabbit-networks.buildId", "123", "io.wabbit-networks.buildTime", "1672944615"));
        assertThat(envelope.attributes().signingTime()).isEqualTo("2023-01-11T18:02:54Z");
    }

    @ParameterizedTest
    @CsvSource({
        "coseWithTimestamp.sig, COSE, 2024-06-19T00:00:00Z",
        "jwsWithTimestamp.sig, JWS, 2024-06-19T00:00:00Z",
        "coseExpiredWithTimestamp.sig, COSE, 2026-06-01T12:00:00Z",
        "jwsExpiredWithTimestamp.sig, JWS, 2026-06-01T12:00:00Z",
    })
    void timestampedSignatures(String file, EnvelopeFormat format, Instant now) throws NotationException {
        Envelope envelope = format.read(read(file));
        Timestamp timestamp = TimestampToken.parse(envelope.timestamp().orElseThrow())
                .verify(envelope.signature(), List.of(tsaRoot()));
        timestamp.checkWithin(envelope.chain());
        assertThat(timestamp.chain()).hasSizeGreaterThan(2).endsWith(tsaRoot());
        SignatureVerdict verdict = Verification.trusting(
                        new TrustStore(TrustStoreType.CA, "test", envelope.chain()),
                        new TrustStore(TrustStoreType.TSA, "test", List.of(tsaRoot())))
                .policyWith("\"ca:test\"", "\"ca:test\",\"tsa:test\"")
                .of(envelope.content().artifact())
                .at(now)
                .verify(format, read(file));
        assertThat(verdict.failure().orElseThrow())
                .startsWith("timestamping certificate with subject")
                .contains("revocation status is unknown")
                .contains("nobody answers at http://");
    }

    @ParameterizedTest
    @CsvSource({
        "timestampBeforeNotBefore.sig, JWS, timestamp can be before certificate",
        "timestampAfterNotAfter.sig, COSE, timestamp can be after certificate",
    })
    void timestampsOutsideTheValidityOfTheSigner(String file, EnvelopeFormat format, String failure)
            throws NotationException {
        Envelope envelope = format.read(read(file));
        Timestamp timestamp = TimestampToken.parse(envelope.timestamp().orElseThrow())
                .verify(envelope.signature(), List.of(tsaRoot()));
        assertThatThrownBy(() -> timestamp.checkWithin(envelope.chain())).hasMessageStartingWith(failure);
    }

    @Test
    void aTimestampOfAnotherSignatureOrAuthorityIsRefused() throws NotationException {
        Envelope envelope = EnvelopeFormat.COSE.read(read("coseWithTimestamp.sig"));
        TimestampToken token = TimestampToken.parse(envelope.timestamp().orElseThrow());
        byte[] other = envelope.signature().clone();
        other[0] ^= 1;
        assertThatThrownBy(() -> token.verify(other, List.of(tsaRoot())))
                .hasMessageContaining("the token is about another signature");
        assertThatThrownBy(() -> token.verify(envelope.signature(), envelope.chain()))
                .hasMessageContaining("does not lead to a trusted root");
    }

    /** The vector has no certificates; its bytes before the unprotected header and its payload must be ours. */
    @Test
    void coseBytesAreThoseOfTheConformanceVector() throws NotationException {
        CBORObject vector = CBORObject.DecodeFromBytes(
                HexFormat.of().parseHex(text("cose-conformance.hex").strip()));
        SignedAttributes attributes = new SignedAttributes(
                SigningScheme.X509,
                Instant.ofEpochSecond(1661321924),
                Optional.of(Instant.ofEpochSecond(1661408324)),
                List.of(
                        new Attribute("signedCritKey1", true, "signedCritValue1"),
                        new Attribute("signedKey1", false, "signedValue1")));
        TestSigner signer = new TestSigner(
                TestKeys.of(KeyKind.RSA_3072).getPrivate(),
                List.of(TestCertificate.leaf(TestKeys.of(KeyKind.RSA_3072))
                        .valid(Instant.parse("2022-01-01T00:00:00Z"), Instant.parse("2023-01-01T00:00:00Z"))
                        .selfSigned()));
        SigningRequest request = new SigningRequest(
                "hello COSE".getBytes(StandardCharsets.UTF_8), attributes, "NotationConformanceTest/1.0.0");
        CBORObject ours = CBORObject.DecodeFromBytes(signer.sign(EnvelopeFormat.COSE, request));
        assertThat(ours.get(0).GetByteString()).isEqualTo(vector.get(0).GetByteString());
        assertThat(ours.get(2).GetByteString()).isEqualTo(vector.get(2).GetByteString());
        CBORObject agent = CBORObject.FromObject(Headers.AGENT);
        assertThat(ours.get(1).get(agent)).isEqualTo(vector.get(1).get(agent));
        byte[] theirs = HexFormat.of().parseHex(text("cose-conformance.hex").strip());
        int head = 2 + 3 + vector.get(0).GetByteString().length;
        assertThat(Arrays.copyOf(signer.sign(EnvelopeFormat.COSE, request), head))
                .isEqualTo(Arrays.copyOf(theirs, head));
    }

    private static X509Certificate tsaRoot() throws NotationException {
        return Certificates.fromFile(read("globalsignRoot.cer")).get(0);
    }

    private static TrustStore store(String file, TrustStoreType type) throws NotationException {
        return new TrustStore(type, "test", Certificates.fromFile(read(file)));
    }

    private static String text(String file) {
        return new String(read(file), StandardCharsets.US_ASCII);
    }

    private static byte[] read(String file) {
        try (InputStream in = ReferenceDataTest.class.getResourceAsStream("reference/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
