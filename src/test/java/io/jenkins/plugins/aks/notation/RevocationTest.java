package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.cert.ocsp.jcajce.JcaBasicOCSPRespBuilder;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.Test;

/** Revocation: what OCSP responders and revocation lists say, what counts as an answer, and what a level makes of it. */
class RevocationTest {
    private static final String OCSP = "http://ocsp.example/";
    private static final String CRL = "http://crl.example/base.crl";
    private static final String DELTA = "http://crl.example/delta.crl";
    private static final KeyPair ROOT = TestKeys.of(KeyKind.EC_256, "root");
    private static final KeyPair LEAF = TestKeys.of(KeyKind.EC_256);
    private static final X509Certificate AUTHORITY =
            TestCertificate.authority(ROOT, "root").selfSigned();
    private static final Duration DAY = Duration.ofDays(1);

    private final Map<String, byte[]> answers = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private byte[] fetch(Fetcher.Request request) throws IOException {
        String url = request.url().startsWith(OCSP) ? OCSP : request.url();
        asked.add(url);
        byte[] answer = answers.get(url);
        if (answer == null) {
            throw new IOException(url + " does not answer");
        }
        return answer;
    }

    private static TestSigner signer(boolean responder, boolean list) {
        TestCertificate leaf = TestCertificate.leaf(LEAF);
        if (responder) {
            leaf.with(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, uri(OCSP)));
        }
        if (list) {
            leaf.with(Extension.cRLDistributionPoints, false, points(CRL));
        }
        return new TestSigner(LEAF.getPrivate(), List.of(leaf.issuedBy(AUTHORITY, ROOT.getPrivate()), AUTHORITY));
    }

    private static GeneralName uri(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }

    private static CRLDistPoint points(String url) {
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(uri(url))), null, null)
        });
    }

    private Optional<String> strict(TestSigner signer) throws NotationException {
        return verify(signer, "strict").failure();
    }

    private SignatureVerdict verify(TestSigner signer, String level) throws NotationException {
        return Verification.trusting(signer.store())
                .policyWith("\"level\":\"strict\"", "\"level\":\"" + level + "\"")
                .fetching(this::fetch)
                .verify(EnvelopeFormat.COSE, signer.sign(EnvelopeFormat.COSE));
    }

    private static byte[] ocsp(CertificateStatus status, KeyPair key, BigInteger serial, Instant until)
            throws Exception {
        DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().build();
        CertificateID id = new CertificateID(
                digests.get(CertificateID.HASH_SHA1), new JcaX509CertificateHolder(AUTHORITY), serial);
        BasicOCSPResp basic = new JcaBasicOCSPRespBuilder(key.getPublic(), digests.get(CertificateID.HASH_SHA1))
                .addResponse(id, status, Date.from(TestSigner.NOW.minus(DAY)), Date.from(until), null)
                .build(
                        new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()),
                        null,
                        Date.from(TestSigner.NOW));
        return new OCSPRespBuilder().build(OCSPResp.SUCCESSFUL, basic).getEncoded();
    }

    private static byte[] ocsp(CertificateStatus status) throws Exception {
        return ocsp(status, ROOT, BigInteger.valueOf(7), TestSigner.NOW.plus(DAY));
    }

    private static X509v2CRLBuilder list(int number) throws Exception {
        X509v2CRLBuilder list = new X509v2CRLBuilder(
                X500Name.getInstance(AUTHORITY.getSubjectX500Principal().getEncoded()),
                Date.from(TestSigner.NOW.minus(DAY)));
        list.setNextUpdate(Date.from(TestSigner.NOW.plus(DAY)));
        list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
        return list;
    }

    private static byte[] signed(X509v2CRLBuilder list, KeyPair key) throws Exception {
        return list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                .getEncoded();
    }

    private static X509v2CRLBuilder with(X509v2CRLBuilder list, int reason) {
        return list.addCRLEntry(BigInteger.valueOf(7), Date.from(TestSigner.NOW.minus(DAY)), reason);
    }

    @Test
    void whoCannotBeRevokedIsNotAskedAbout() throws Exception {
        assertThat(strict(signer(false, false))).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void aGoodAnswerOfTheResponderIsEnough() throws Exception {
        answers.put(OCSP, ocsp(CertificateStatus.GOOD));
        assertThat(strict(signer(true, true))).isEmpty();
        assertThat(asked).containsExactly(OCSP);
    }

    @Test
    void revokedFailsOrWarns() throws Exception {
        answers.put(OCSP, ocsp(new RevokedStatus(Date.from(TestSigner.NOW.minus(DAY)), CRLReason.keyCompromise)));
        assertThat(strict(signer(true, true)))
                .contains("signing certificate with subject \"C=US,ST=WA,L=Seattle,O=Notation,CN=signer\" is revoked");
        for (String level : List.of("permissive", "audit")) {
            SignatureVerdict verdict = verify(signer(true, true), level);
            assertThat(verdict.isValid()).isTrue();
            assertThat(verdict.warnings()).singleElement().asString().contains("revocation was set to \"log\"");
        }
    }

    @Test
    void silenceIsUnknownAndFailsHardOrSoftByLevel() throws Exception {
        assertThat(strict(signer(true, false)).orElseThrow())
                .contains("revocation status is unknown")
                .contains("does not answer");
        SignatureVerdict soft = verify(signer(true, false), "permissive");
        assertThat(soft.isValid()).isTrue();
        assertThat(soft.warnings()).hasSize(1);
        asked.clear();
        assertThat(verify(signer(true, false), "strict\",\"override\":{\"revocation\":\"skip\"},\"x\":\"")
                        .isValid())
                .isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void answersThatCountForNothing() throws Exception {
        KeyPair other = TestKeys.of(KeyKind.EC_256, "other");
        Instant later = TestSigner.NOW.plus(DAY);
        List<byte[]> worthless = List.of(
                ocsp(CertificateStatus.GOOD, other, BigInteger.valueOf(7), later),
                ocsp(CertificateStatus.GOOD, ROOT, BigInteger.valueOf(8), later),
                ocsp(CertificateStatus.GOOD, ROOT, BigInteger.valueOf(7), TestSigner.NOW.minusSeconds(1)),
                ocsp(new UnknownStatus()),
                new OCSPRespBuilder().build(OCSPResp.TRY_LATER, null).getEncoded(),
                new byte[] {1, 2, 3},
                new byte[0]);
        for (byte[] answer : worthless) {
            answers.put(OCSP, answer);
            assertThat(strict(signer(true, false)).orElseThrow()).contains("revocation status is unknown");
        }
        byte[] good = ocsp(CertificateStatus.GOOD);
        good[good.length - 1] ^= 1;
        answers.put(OCSP, good);
        assertThat(strict(signer(true, false)).orElseThrow()).contains("revocation status is unknown");
    }

    @Test
    void theListAnswersWhereTheResponderDoesNot() throws Exception {
        answers.put(CRL, signed(list(1), ROOT));
        assertThat(strict(signer(true, true))).isEmpty();
        assertThat(asked).containsExactly(OCSP, CRL);
        answers.put(CRL, signed(with(list(1), CRLReason.keyCompromise), ROOT));
        assertThat(strict(signer(true, true)).orElseThrow()).endsWith("is revoked");
        assertThat(strict(signer(false, true)).orElseThrow()).endsWith("is revoked");
    }

    @Test
    void holdsAndReleases() throws Exception {
        answers.put(CRL, signed(with(list(1), CRLReason.certificateHold), ROOT));
        assertThat(strict(signer(false, true)).orElseThrow()).endsWith("is revoked");
        X509v2CRLBuilder base = with(list(1), CRLReason.certificateHold);
        base.addExtension(Extension.freshestCRL, false, points(DELTA));
        answers.put(CRL, signed(base, ROOT));
        X509v2CRLBuilder delta = list(2);
        delta.addCRLEntry(BigInteger.valueOf(7), Date.from(TestSigner.NOW), CRLReason.removeFromCRL);
        delta.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));
        answers.put(DELTA, signed(delta, ROOT));
        assertThat(strict(signer(false, true))).isEmpty();
        X509v2CRLBuilder old = list(1);
        old.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));
        answers.put(DELTA, signed(old, ROOT));
        assertThat(strict(signer(false, true)).orElseThrow()).contains("is not greater than the base CRL number");
        answers.remove(DELTA);
        assertThat(strict(signer(false, true)).orElseThrow()).contains("revocation status is unknown");
    }

    @Test
    void listsThatCountForNothing() throws Exception {
        X509v2CRLBuilder expired = list(1);
        expired.setNextUpdate(Date.from(TestSigner.NOW.minusSeconds(1)));
        X509v2CRLBuilder critical = list(1);
        critical.addExtension(new ASN1ObjectIdentifier("1.2.3.4"), true, new CRLNumber(BigInteger.ONE));
        Map<String, byte[]> worthless = Map.of(
                "not signed by CA",
                signed(list(1), TestKeys.of(KeyKind.EC_256, "other")),
                "expired CRL",
                signed(expired, ROOT),
                "unsupported critical extension",
                signed(critical, ROOT),
                "malformed CRL",
                new byte[] {1});
        for (Map.Entry<String, byte[]> list : worthless.entrySet()) {
            answers.put(CRL, list.getValue());
            assertThat(strict(signer(false, true)).orElseThrow())
                    .contains("revocation status is unknown")
                    .contains(list.getKey());
        }
    }
}
