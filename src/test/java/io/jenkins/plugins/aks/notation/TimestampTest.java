package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.Test;

/** Time stamps: a trusted authority's time saves a signature whose certificate has expired; any other does not. */
class TimestampTest {
    private static final KeyPair ROOT = TestKeys.of(KeyKind.EC_256, "tsa root");
    private static final KeyPair AUTHORITY = TestKeys.of(KeyKind.EC_256, "tsa");
    private static final X509Certificate ROOT_CERTIFICATE =
            TestCertificate.authority(ROOT, "tsa root").selfSigned();
    private static final Instant EXPIRED = TestCertificate.UNTIL.plusSeconds(60);
    private static final TestSigner SIGNER = TestSigner.selfSigned(KeyKind.EC_256);
    private static final String WITH_TSA = "\"ca:test\",\"tsa:test\"";

    private static X509Certificate authority(UnaryOperator<TestCertificate> change) {
        return change.apply(TestCertificate.leaf(AUTHORITY)
                        .named("CN=tsa,O=Notation,C=US")
                        .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                        .with(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)))
                .issuedBy(ROOT_CERTIFICATE, ROOT.getPrivate());
    }

    private static byte[] token(X509Certificate authority, byte[] signature, ASN1ObjectIdentifier hash, Instant time)
            throws Exception {
        DigestCalculator sha256 = new JcaDigestCalculatorProviderBuilder()
                .build()
                .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256));
        TimeStampTokenGenerator generator = new TimeStampTokenGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder().build("SHA256withECDSA", AUTHORITY.getPrivate(), authority),
                sha256,
                new ASN1ObjectIdentifier("1.2.3"));
        generator.addCertificates(new JcaCertStore(List.of(authority, ROOT_CERTIFICATE)));
        generator.setAccuracySeconds(2);
        String name = hash.equals(OIWObjectIdentifiers.idSHA1) ? "SHA-1" : "SHA-256";
        TimeStampRequestGenerator asking = new TimeStampRequestGenerator();
        asking.setCertReq(true);
        TimeStampRequest request =
                asking.generate(hash, MessageDigest.getInstance(name).digest(signature));
        return generator.generate(request, BigInteger.ONE, Date.from(time)).getEncoded();
    }

    /** A COSE envelope with a time stamp that the given function makes of its signature. */
    private static byte[] stamped(Stamp stamp) throws Exception {
        CoseForge forge = CoseForge.of(SIGNER);
        byte[] header = forge.signed.EncodeToBytes();
        byte[] signature = KeyKind.EC_256.sign(SIGNER.key(), CoseWriter.toBeSigned(header, forge.payload));
        forge.other.Set(CoseForge.label(Headers.TIMESTAMP), CoseForge.label(stamp.over(signature)));
        return forge.bytes(header, signature);
    }

    private static Optional<String> verify(byte[] envelope, String stores, Instant now, String when)
            throws NotationException {
        return Verification.trusting(
                        SIGNER.store(), new TrustStore(TrustStoreType.TSA, "test", List.of(ROOT_CERTIFICATE)))
                .policy(TestSigner.STRICT
                        .replace("\"ca:test\"", stores)
                        .replace("\"strict\"", "\"strict\",\"verifyTimestamp\":\"" + when + "\""))
                .at(now)
                .verify(EnvelopeFormat.COSE, envelope)
                .failure();
    }

    private static Optional<String> verify(byte[] envelope) throws NotationException {
        return verify(envelope, WITH_TSA, EXPIRED, "always");
    }

    private static byte[] good(Instant time) throws Exception {
        return stamped(signature -> token(authority(made -> made), signature, NISTObjectIdentifiers.id_sha256, time));
    }

    @Test
    void aTrustedTimeSavesAnExpiredSignature() throws Exception {
        byte[] envelope = good(TestSigner.NOW);
        assertThat(verify(envelope)).isEmpty();
        assertThat(verify(envelope, WITH_TSA, EXPIRED, "afterCertExpiry")).isEmpty();
        assertThat(verify(envelope, "\"ca:test\"", EXPIRED, "always").orElseThrow())
                .startsWith("verification time is after certificate");
    }

    @Test
    void withoutATokenOnlyAPolicyThatWantsOneAlwaysFailsInTime() throws Exception {
        byte[] bare = SIGNER.sign(EnvelopeFormat.COSE);
        assertThat(verify(bare, WITH_TSA, TestSigner.NOW, "always"))
                .contains("no timestamp countersignature was found in the signature envelope");
        assertThat(verify(bare, WITH_TSA, TestSigner.NOW, "afterCertExpiry")).isEmpty();
        assertThat(verify(bare, WITH_TSA, EXPIRED, "afterCertExpiry")).isPresent();
    }

    @Test
    void theTimeMustBeWithinTheCertificateWithItsAccuracy() throws Exception {
        assertThat(verify(good(TestCertificate.UNTIL.minus(Duration.ofSeconds(2)))))
                .isEmpty();
        assertThat(verify(good(TestCertificate.UNTIL.minus(Duration.ofSeconds(1))))
                        .orElseThrow())
                .startsWith("timestamp can be after certificate");
        assertThat(verify(good(TestCertificate.FROM.plus(Duration.ofSeconds(1))))
                        .orElseThrow())
                .startsWith("timestamp can be before certificate");
    }

    @Test
    void tokensThatCountForNothing() throws Exception {
        ASN1ObjectIdentifier sha256 = NISTObjectIdentifiers.id_sha256;
        List<Stamp> worthless = List.of(
                signature -> new byte[] {1},
                signature -> new byte[0],
                signature -> token(authority(made -> made), new byte[64], sha256, TestSigner.NOW),
                signature -> token(authority(made -> made), signature, OIWObjectIdentifiers.idSHA1, TestSigner.NOW),
                signature -> token(
                        TestCertificate.leaf(AUTHORITY)
                                .with(
                                        Extension.extendedKeyUsage,
                                        true,
                                        new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                                .selfSigned(),
                        signature,
                        sha256,
                        TestSigner.NOW),
                signature -> token(
                        authority(made -> made.with(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))),
                        signature,
                        sha256,
                        TestSigner.NOW),
                signature -> token(
                        authority(made -> made.valid(TestCertificate.FROM, TestSigner.NOW.minusSeconds(1))),
                        signature,
                        sha256,
                        TestSigner.NOW));
        for (Stamp stamp : worthless) {
            assertThat(verify(stamped(stamp))).isPresent();
        }
    }

    @Test
    void aChangedTokenIsRefused() throws Exception {
        Optional<String> failure = verify(stamped(signature -> {
            byte[] token = token(authority(made -> made), signature, NISTObjectIdentifiers.id_sha256, TestSigner.NOW);
            int time = new String(token, StandardCharsets.ISO_8859_1).indexOf("20260601120000Z");
            token[time + 3]++;
            return token;
        }));
        assertThat(failure.orElseThrow()).contains("failed to verify the timestamp countersignature");
    }

    private interface Stamp {
        byte[] over(byte[] signature) throws Exception;
    }
}
