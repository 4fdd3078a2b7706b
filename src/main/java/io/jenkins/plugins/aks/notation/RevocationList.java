package io.jenkins.plugins.aks.notation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/**
 * A revocation list that its issuer signed and that is still in force.
 *
 * @param list as read
 */
record RevocationList(X509CRL list) {
    private static final Set<String> KNOWN =
            Set.of(Extension.issuingDistributionPoint.getId(), Extension.deltaCRLIndicator.getId());
    private static final int CRL_SIGN = 6;

    static RevocationList read(byte[] bytes, X509Certificate issuer, Instant now) throws NotationException {
        X509CRL list = parse(bytes);
        boolean[] usage = issuer.getKeyUsage();
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                || (usage != null && !usage[CRL_SIGN])) {
            throw new NotationException("CRL is not signed by CA " + Certificates.subject(issuer));
        }
        try {
            list.verify(issuer.getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new NotationException("CRL is not signed by CA " + Certificates.subject(issuer), e);
        }
        if (list.getNextUpdate() == null) {
            throw new NotationException("CRL NextUpdate is not set");
        }
        if (now.isAfter(list.getNextUpdate().toInstant())) {
            throw new NotationException("expired CRL. Current time " + now + " is after CRL NextUpdate "
                    + list.getNextUpdate().toInstant());
        }
        if (list.getCriticalExtensionOIDs() != null && !KNOWN.containsAll(list.getCriticalExtensionOIDs())) {
            throw new NotationException(
                    "unsupported critical extension found in CRL: " + list.getCriticalExtensionOIDs());
        }
        return new RevocationList(list);
    }

    /** A delta must be newer than its base and made for it or an older one: RFC 5280, 5.2.4. */
    void checkDeltaOf(RevocationList base) throws NotationException {
        BigInteger number = number(Extension.cRLNumber.getId(), "delta CRL number");
        BigInteger baseNumber = base.number(Extension.cRLNumber.getId(), "CRL number");
        if (number.compareTo(baseNumber) <= 0) {
            throw new NotationException(
                    "delta CRL number " + number + " is not greater than the base CRL number " + baseNumber);
        }
        BigInteger minimum = number(Extension.deltaCRLIndicator.getId(), "delta CRL indicator extension");
        if (minimum.compareTo(baseNumber) > 0) {
            throw new NotationException("delta CRL indicator " + minimum
                    + " is not less than or equal to the base CRL number " + baseNumber);
        }
    }

    private BigInteger number(String extension, String name) throws NotationException {
        byte[] value = list.getExtensionValue(extension);
        if (value == null) {
            throw new NotationException(name + " is not found");
        }
        try {
            return ASN1Integer.getInstance(JcaX509ExtensionUtils.parseExtensionValue(value))
                    .getValue();
        } catch (IOException | RuntimeException e) {
            throw new NotationException("malformed " + name, e);
        }
    }

    private static X509CRL parse(byte[] bytes) throws NotationException {
        try {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(bytes));
        } catch (CertificateException | CRLException e) {
            throw new NotationException("malformed CRL: " + e.getMessage(), e);
        }
    }
}
