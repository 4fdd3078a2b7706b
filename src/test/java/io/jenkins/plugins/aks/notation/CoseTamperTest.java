package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A COSE envelope in which one field is not as the specification wants it is never valid, though its key signed it. */
class CoseTamperTest {
    private static final TestSigner SIGNER = TestSigner.chained(KeyKind.EC_256);
    private static final long SECONDS = TestSigner.NOW.getEpochSecond();

    @Test
    void theForgeMakesGoodEnvelopes() throws NotationException {
        assertThat(failure(CoseForge.of(SIGNER).bytes())).isNull();
        CoseForge unordered = CoseForge.of(SIGNER);
        byte[] header = unordered.signed.EncodeToBytes();
        assertThat(failure(unordered.bytes(header))).isNull();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("no algorithm", "no algorithm", forge -> forge.signed.Remove(CoseForge.label(1))),
                change("other algorithm", "algorithm mismatch", forge -> forge.set(1, -35)),
                change("unknown algorithm", "not supported: -8", forge -> forge.set(1, -8)),
                change("text algorithm", "no algorithm", forge -> forge.set(1, "ES256")),
                change("no crit", "missing \"crit\"", forge -> forge.signed.Remove(CoseForge.label(2))),
                change("empty crit", "missing \"crit\"", CoseForge::critical),
                change("crit is text", "missing \"crit\"", forge -> forge.set(2, Headers.SCHEME)),
                change(
                        "scheme not critical",
                        "not marked as critical",
                        forge -> forge.critical(CoseWriter.CONTENT_TYPE)),
                change(
                        "crit of an absent header",
                        "marked critical but not present",
                        forge -> forge.critical(Headers.SCHEME, "absent")),
                change("no content type", "content type", forge -> forge.signed.Remove(CoseForge.label(3))),
                change("other content type", "\"text/plain\" not supported", forge -> forge.set(3, "text/plain")),
                change("content type is a number", "content type", forge -> forge.set(3, 50)),
                change("no scheme", "crit", forge -> forge.signed.Remove(CoseForge.label(Headers.SCHEME))),
                change("unknown scheme", "unsupported signingScheme", forge -> forge.set(Headers.SCHEME, "x")),
                change(
                        "no signing time",
                        "signingTime",
                        forge -> forge.signed.Remove(CoseForge.label(Headers.SIGNING_TIME))),
                change("time without tag", "tag 1", forge -> forge.set(Headers.SIGNING_TIME, SECONDS)),
                change(
                        "time as text",
                        "tag 1",
                        forge -> forge.setTime(Headers.SIGNING_TIME, 0, "2026-06-01T12:00:00Z")),
                change(
                        "both times",
                        "must not be present",
                        forge -> forge.setTime(Headers.AUTHENTIC_SIGNING_TIME, 1, SECONDS)),
                change(
                        "expiry not critical",
                        "not marked as critical",
                        forge -> forge.setTime(Headers.EXPIRY, 1, SECONDS + 60)),
                change("expiry at signing", "expiry cannot be", forge -> {
                    forge.setTime(Headers.EXPIRY, 1, SECONDS);
                    forge.critical(Headers.SCHEME, Headers.EXPIRY);
                }),
                change("expiry without tag", "tag 1", forge -> {
                    forge.set(Headers.EXPIRY, SECONDS + 60);
                    forge.critical(Headers.SCHEME, Headers.EXPIRY);
                }),
                change("critical attribute", "extended critical attribute \"vendor\"", forge -> {
                    forge.set("vendor", "x");
                    forge.critical(Headers.SCHEME, "vendor");
                }),
                change("plugin", "verification plugin \"p\"", forge -> forge.set(Headers.PLUGIN, "p")),
                change("no payload", "content not present", forge -> forge.payload = new byte[0]),
                change("payload is not JSON", "not JSON", forge -> forge.payload = new byte[] {1}),
                change("payload without artifact", "targetArtifact", forge -> forge.payload = new byte[] {'{', '}'}),
                change("no chain", "chain is not present", forge -> forge.other.Remove(CoseForge.label(33))),
                change("empty chain", "chain is not present", forge -> forge.other.Set(33, CBORObject.NewArray())),
                change(
                        "chain is one byte string",
                        "chain is not present",
                        forge -> forge.other.Set(
                                33, forge.other.get(CoseForge.label(33)).get(0))),
                change("chain in the signed header", "chain is not present", forge -> {
                    forge.set(33, forge.other.get(CoseForge.label(33)));
                    forge.other.Remove(CoseForge.label(33));
                }),
                change("certificate is not one", "malformed certificate", forge -> forge.other
                        .get(CoseForge.label(33))
                        .Set(0, new byte[] {1})),
                change("chain in another order", "algorithm|is not issued by|is invalid|self-signed", forge -> {
                    CBORObject chain = forge.other.get(CoseForge.label(33));
                    CBORObject middle = chain.get(1);
                    chain.Set(1, chain.get(2)).Set(2, middle);
                }),
                change("chain without root", "not self-signed", forge -> forge.other
                        .get(CoseForge.label(33))
                        .RemoveAt(2)),
                change(
                        "tag in the other header",
                        "CBOR tag",
                        forge -> forge.other.Set("x", CBORObject.FromObjectAndTag(1, 1))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void isNeverValid(String name, String failure, Change change) throws NotationException {
        CoseForge forge = CoseForge.of(SIGNER);
        change.apply(forge);
        assertThat(failure(forge.bytes())).as(name).containsPattern(failure);
        for (String level : List.of("permissive", "audit")) {
            assertThat(Verification.trusting(SIGNER.store())
                            .policyWith("strict", level)
                            .verify(EnvelopeFormat.COSE, forge.bytes())
                            .isValid())
                    .isFalse();
        }
    }

    @Test
    void otherBytesAroundAreRefused() throws NotationException {
        byte[] good = SIGNER.sign(EnvelopeFormat.COSE);
        assertThat(failure(Arrays.copyOfRange(good, 1, good.length))).contains("not a COSE_Sign1_Tagged");
        assertThat(failure(Arrays.copyOf(good, good.length + 1))).contains("bytes after its end");
        assertThat(failure(Arrays.copyOf(good, good.length - 1))).contains("ends early");
        assertThat(failure(new byte[0])).contains("not a COSE_Sign1_Tagged");
        CoseForge forge = CoseForge.of(SIGNER);
        byte[] header = forge.signed.EncodeToBytes();
        byte[] indefinite = Arrays.copyOf(header, header.length + 1);
        indefinite[0] = (byte) 0xbf;
        indefinite[header.length] = (byte) 0xff;
        assertThat(failure(forge.bytes(indefinite))).contains("not definite");
        ByteArrayOutputStream twice = new ByteArrayOutputStream();
        twice.write(header[0] + 1);
        twice.write(header, 1, header.length - 1);
        twice.writeBytes(new byte[] {1, 0x26});
        assertThat(failure(forge.bytes(twice.toByteArray()))).contains("malformed CBOR");
        byte[] deep = new byte[40];
        Arrays.fill(deep, (byte) 0x81);
        assertThat(failure(forge.bytes(deep))).contains("nested deeper");
    }

    @Test
    void otherFormsOfTheSignatureAreRefused() throws NotationException, GeneralSecurityException {
        byte[] der = sign(SIGNER, Signature.getInstance("SHA256withECDSA"));
        byte[] signed = CoseForge.of(SIGNER).signed.EncodeToBytes();
        assertThat(failure(CoseForge.of(SIGNER).bytes(signed, der))).contains("verification error");
        assertThat(failure(CoseForge.of(SIGNER).bytes(signed, new byte[64]))).contains("verification error");
        assertThat(failure(CoseForge.of(SIGNER).bytes(signed, new byte[0]))).contains("verification error");

        TestSigner rsa = TestSigner.selfSigned(KeyKind.RSA_2048);
        Signature salt = Signature.getInstance("RSASSA-PSS");
        salt.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 20, 1));
        for (Signature wrong : List.of(salt, Signature.getInstance("SHA256withRSA"))) {
            CoseForge forge = CoseForge.of(rsa);
            byte[] envelope = forge.bytes(forge.signed.EncodeToBytes(), sign(rsa, wrong));
            assertThat(Verification.trusting(rsa.store())
                            .verify(EnvelopeFormat.COSE, envelope)
                            .failure()
                            .orElseThrow())
                    .contains("verification error");
        }
    }

    private static byte[] sign(TestSigner signer, Signature signature)
            throws GeneralSecurityException, NotationException {
        CoseForge forge = CoseForge.of(signer);
        signature.initSign(signer.key());
        signature.update(CoseWriter.toBeSigned(forge.signed.EncodeToBytes(), forge.payload));
        return signature.sign();
    }

    private static String failure(byte[] envelope) throws NotationException {
        return Verification.trusting(SIGNER.store())
                .verify(EnvelopeFormat.COSE, envelope)
                .failure()
                .orElse(null);
    }

    private static Arguments change(String name, String failure, Change change) {
        return Arguments.of(name, failure, change);
    }

    private interface Change {
        void apply(CoseForge forge);
    }
}
