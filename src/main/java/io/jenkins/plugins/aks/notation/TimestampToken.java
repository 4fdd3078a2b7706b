package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.GenTimeAccuracy;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;
import org.bouncycastle.util.Selector;

/** An RFC 3161 token: an authority confirms that a signature existed at a time. */
final class TimestampToken {
    private static final Map<ASN1ObjectIdentifier, String> HASHES = Map.of(
            NISTObjectIdentifiers.id_sha256, "SHA-256",
            NISTObjectIdentifiers.id_sha384, "SHA-384",
            NISTObjectIdentifiers.id_sha512, "SHA-512");
    /** The baseline policy of ETSI EN 319 421 promises one second where the token says nothing. */
    private static final String BASELINE_POLICY = "0.4.0.2023.1.1";

    private final TimeStampToken token;

    private TimestampToken(TimeStampToken token) {
        this.token = token;
    }

    static TimestampToken parse(byte[] bytes) throws NotationException {
        try {
            return new TimestampToken(new TimeStampToken(new CMSSignedData(bytes)));
        } catch (CMSException | TSPException | IOException | RuntimeException e) {
            throw new NotationException("failed to parse timestamp countersignature: " + e.getMessage(), e);
        }
    }

    /**
     * Verifies that a trusted authority confirmed this signature.
     *
     * @param signature the bytes that the time is over
     * @param roots trusted, self-signed
     */
    Timestamp verify(byte[] signature, List<X509Certificate> roots) throws NotationException {
        TimeStampTokenInfo info = token.getTimeStampInfo();
        checkImprint(info, signature);
        Instant time = info.getGenTime().toInstant();
        List<X509Certificate> own = new ArrayList<>();
        for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
            own.add(certificate(holder));
        }
        X509Certificate signer = signer();
        List<X509Certificate> chain = new TrustPath(own, roots, time).from(signer);
        CertificateChain.timestamping(chain);
        return new Timestamp(time, accuracy(info), chain);
    }

    private static void checkImprint(TimeStampTokenInfo info, byte[] signature) throws NotationException {
        String hash = HASHES.get(info.getMessageImprintAlgOID());
        if (hash == null) {
            throw new NotationException(
                    "failed to get timestamp: hash algorithm " + info.getMessageImprintAlgOID() + " is not supported");
        }
        try {
            byte[] expected = MessageDigest.getInstance(hash).digest(signature);
            if (!MessageDigest.isEqual(expected, info.getMessageImprintDigest())) {
                throw new NotationException("failed to get timestamp: the token is about another signature");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(hash + " is part of every JDK", e);
        }
    }

    private X509Certificate signer() throws NotationException {
        if (token.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2) == null) {
            throw new NotationException("the timestamp has no signing-certificate-v2 attribute");
        }
        @SuppressWarnings("unchecked") // of certificates, though its type does not say so
        Selector<X509CertificateHolder> id = token.getSID();
        Collection<X509CertificateHolder> holders = token.getCertificates().getMatches(id);
        if (holders.isEmpty()) {
            throw new NotationException("the timestamp does not contain its signer's certificate");
        }
        X509CertificateHolder holder = holders.iterator().next();
        try {
            token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(holder));
        } catch (TSPException | OperatorCreationException | GeneralSecurityException | RuntimeException e) {
            throw new NotationException("failed to verify the timestamp countersignature: " + e.getMessage(), e);
        }
        return certificate(holder);
    }

    private static X509Certificate certificate(X509CertificateHolder holder) throws NotationException {
        try {
            return Certificates.fromDer(holder.getEncoded());
        } catch (IOException e) {
            throw new NotationException("malformed certificate in the timestamp", e);
        }
    }

    private static Duration accuracy(TimeStampTokenInfo info) {
        GenTimeAccuracy accuracy = info.getGenTimeAccuracy();
        if (accuracy == null) {
            return BASELINE_POLICY.equals(info.getPolicy().getId()) ? Duration.ofSeconds(1) : Duration.ZERO;
        }
        return Duration.ofSeconds(accuracy.getSeconds())
                .plusMillis(accuracy.getMillis())
                .plusNanos(accuracy.getMicros() * 1000L);
    }
}
