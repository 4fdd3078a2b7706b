package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for certificates, each with a certificate that breaks it alone. */
class CertificateRulesTest {
    private static final KeyPair LEAF = TestKeys.of(KeyKind.EC_256);
    private static final KeyPair MIDDLE = TestKeys.of(KeyKind.EC_256, "middle");
    private static final KeyPair ROOT = TestKeys.of(KeyKind.EC_256, "root");

    static Stream<Arguments> brokenLeaves() {
        return Stream.of(
                leaf("key usage extension must be present", made -> made.without(Extension.keyUsage)),
                leaf(
                        "key usage extension must be marked critical",
                        made -> made.with(Extension.keyUsage, false, new KeyUsage(KeyUsage.digitalSignature))),
                leaf("\"Digital Signature\" set", usage(KeyUsage.nonRepudiation)),
                leaf("found [KeyEncipherment]", usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)),
                leaf("found [DataEncipherment]", usage(KeyUsage.digitalSignature | KeyUsage.dataEncipherment)),
                leaf("found [KeyAgreement]", usage(KeyUsage.digitalSignature | KeyUsage.keyAgreement)),
                leaf("found [CertSign]", usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign)),
                leaf("found [CRLSign]", usage(KeyUsage.digitalSignature | KeyUsage.cRLSign)),
                leaf("found [EncipherOnly]", usage(KeyUsage.digitalSignature | KeyUsage.encipherOnly)),
                leaf("found [DecipherOnly]", usage(KeyUsage.digitalSignature | KeyUsage.decipherOnly)),
                leaf(
                        "ca field must be set to false",
                        made -> made.with(Extension.basicConstraints, true, new BasicConstraints(true))),
                leaf("must not contain ServerAuth", purpose(KeyPurposeId.id_kp_serverAuth)),
                leaf("must not contain ClientAuth", purpose(KeyPurposeId.id_kp_clientAuth)),
                leaf("must not contain EmailProtection", purpose(KeyPurposeId.id_kp_emailProtection)),
                leaf("must not contain Timestamping", purpose(KeyPurposeId.id_kp_timeStamping)),
                leaf("must not contain OCSPSigning", purpose(KeyPurposeId.id_kp_OCSPSigning)),
                leaf("must not contain Any", purpose(KeyPurposeId.anyExtendedKeyUsage)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenLeaves")
    void aBrokenLeafIsRefusedAloneAndInAChain(String problem, UnaryOperator<TestCertificate> change) {
        assertThatThrownBy(() -> check(change.apply(TestCertificate.leaf(LEAF)).selfSigned()))
                .hasMessageContaining(problem);
        X509Certificate root = TestCertificate.authority(ROOT, "root").selfSigned();
        assertThatThrownBy(
                        () -> check(change.apply(TestCertificate.leaf(LEAF)).issuedBy(root, ROOT.getPrivate()), root))
                .hasMessageContaining(problem);
    }

    @Test
    void goodLeavesPass() {
        for (UnaryOperator<TestCertificate> change : List.<UnaryOperator<TestCertificate>>of(
                made -> made,
                made -> made.without(Extension.extendedKeyUsage),
                usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
                made -> made.with(Extension.basicConstraints, true, new BasicConstraints(false)))) {
            X509Certificate certificate =
                    change.apply(TestCertificate.leaf(LEAF)).selfSigned();
            assertThatCode(() -> check(certificate)).doesNotThrowAnyException();
        }
    }

    @Test
    void otherKeysAreRefused() {
        assertThatThrownBy(() -> check(TestCertificate.leaf(TestKeys.rsa1024()).selfSigned()))
                .hasMessageContaining("rsa key size 1024 bits is not supported");
        assertThatThrownBy(() -> KeyKind.of(TestKeys.ed25519().getPublic())).hasMessageContaining("is not supported");
    }

    @Test
    void aSignatureOverSha1IsRefused() {
        assertThatThrownBy(() ->
                        check(TestCertificate.leaf(LEAF).hashedWith("SHA1").selfSigned()))
                .hasMessageContaining("invalid self-signed certificate");
    }

    static Stream<Arguments> brokenAuthorities() {
        return Stream.of(
                leaf("ca field in basic constraints", made -> made.without(Extension.basicConstraints)),
                leaf(
                        "ca field in basic constraints",
                        made -> made.with(Extension.basicConstraints, true, new BasicConstraints(false))),
                leaf(
                        "present, critical",
                        made -> made.with(Extension.basicConstraints, false, new BasicConstraints(true))),
                leaf("key usage extension must be present", made -> made.without(Extension.keyUsage)),
                leaf("key cert sign set", usage(KeyUsage.cRLSign)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenAuthorities")
    void aBrokenAuthorityIsRefused(String problem, UnaryOperator<TestCertificate> change) {
        X509Certificate root = TestCertificate.authority(ROOT, "root").selfSigned();
        X509Certificate broken =
                change.apply(TestCertificate.authority(MIDDLE, "middle")).issuedBy(root, ROOT.getPrivate());
        X509Certificate leaf = TestCertificate.leaf(LEAF).issuedBy(broken, MIDDLE.getPrivate());
        assertThatThrownBy(() -> check(leaf, broken, root)).hasMessageContaining(problem);
        X509Certificate brokenRoot =
                change.apply(TestCertificate.authority(ROOT, "root")).selfSigned();
        X509Certificate below = TestCertificate.leaf(LEAF).issuedBy(brokenRoot, ROOT.getPrivate());
        assertThatThrownBy(() -> check(below, brokenRoot)).hasMessageContaining(problem);
    }

    @Test
    void thePathMayNotBeLongerThanARootAllows() {
        X509Certificate root = TestCertificate.authority(ROOT, "root")
                .with(Extension.basicConstraints, true, new BasicConstraints(0))
                .selfSigned();
        X509Certificate middle = TestCertificate.authority(MIDDLE, "middle").issuedBy(root, ROOT.getPrivate());
        X509Certificate leaf = TestCertificate.leaf(LEAF).issuedBy(middle, MIDDLE.getPrivate());
        assertThatThrownBy(() -> check(leaf, middle, root)).hasMessageContaining("expected path length of 1");
        assertThatCode(() -> check(TestCertificate.leaf(LEAF).issuedBy(root, ROOT.getPrivate()), root))
                .doesNotThrowAnyException();
    }

    @Test
    void chainsInDisorderAreRefused() {
        List<X509Certificate> chain = TestSigner.chained(KeyKind.EC_256).chain();
        X509Certificate leaf = chain.get(0);
        X509Certificate middle = chain.get(1);
        X509Certificate root = chain.get(2);
        X509Certificate lone = TestCertificate.leaf(LEAF).selfSigned();
        assertThatThrownBy(() -> check()).hasMessageContaining("at least one");
        assertThatThrownBy(() -> check(leaf)).hasMessageContaining("invalid self-signed");
        assertThatThrownBy(() -> check(leaf, middle)).hasMessageContaining("is not self-signed");
        assertThatThrownBy(() -> check(leaf, root)).hasMessageContaining("is not issued by");
        assertThatThrownBy(() -> check(leaf, root, middle)).hasMessageContaining("is not issued by");
        assertThatThrownBy(() -> check(leaf, middle, root, root)).hasMessageContaining("self-signed intermediate");
        assertThatThrownBy(() -> check(lone, root)).hasMessageContaining("self-signed leaf");
    }

    @Test
    void bytesThatTheJdkWouldReadAsTheSameCertificateAreRefused() throws NotationException {
        byte[] der = Certificates.der(TestCertificate.leaf(LEAF).selfSigned());
        int signature = der.length - signatureLength(der);
        assertThat(der[signature - 1]).isZero();
        der[signature - 1] = 1;
        der[der.length - 1] &= (byte) 0xfe;
        assertThatThrownBy(() -> Certificates.fromDer(der)).hasMessageContaining("not in DER");
    }

    /** Of the BIT STRING at the end, whose first byte says how many bits are unused. */
    private static int signatureLength(byte[] der) {
        for (int length = 68; length < 73; length++) {
            int head = der.length - length - 3;
            if (der[head] == 3 && der[head + 1] == length + 1) {
                return length;
            }
        }
        throw new IllegalStateException("no signature found");
    }

    private static Arguments leaf(String problem, UnaryOperator<TestCertificate> change) {
        return Arguments.of(problem, change);
    }

    private static UnaryOperator<TestCertificate> usage(int bits) {
        return made -> made.with(Extension.keyUsage, true, new KeyUsage(bits));
    }

    private static UnaryOperator<TestCertificate> purpose(KeyPurposeId id) {
        return made -> made.with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
            KeyPurposeId.id_kp_codeSigning, id
        }));
    }

    private static void check(X509Certificate... chain) throws NotationException {
        CertificateChain.codeSigning(List.of(chain), Optional.empty());
    }
}
