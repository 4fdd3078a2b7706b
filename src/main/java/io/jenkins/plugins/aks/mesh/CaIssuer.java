package io.jenkins.plugins.aks.mesh;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes keys and certificates with the properties that {@code Makefile.selfsigned.mk} of Istio gives them (W055, W056):
 * what the Istio add-on accepts.
 *
 * @param organization of both subjects
 * @param keySize bits of a new RSA key
 * @param rootValidity from now
 * @param caValidity from now; the intermediate never outlives its root
 */
record CaIssuer(String organization, int keySize, Duration rootValidity, Duration caValidity) {
    /** Clocks of nodes may be behind. */
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private static final int ISSUING = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    private static final int USES = ISSUING | KeyUsage.digitalSignature | KeyUsage.keyEncipherment;
    private static final GeneralName ISTIOD = new GeneralName(GeneralName.dNSName, "istiod.istio-system.svc");

    KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(keySize);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is part of every Java runtime", e);
        }
    }

    X509Certificate root(PublicKey own, PrivateKey key, Instant now) {
        X500Principal name = new X500Principal("CN=Root CA,O=" + quoted());
        return sign(builder(name, name, own, now, now.plus(rootValidity)), new BasicConstraints(true), key);
    }

    /** The same name and key for longer, so that what it signed before stays good. */
    X509Certificate renewed(X509Certificate root, PrivateKey key, Instant now) {
        X500Principal name = root.getSubjectX500Principal();
        return sign(
                builder(name, name, root.getPublicKey(), now, now.plus(rootValidity)), new BasicConstraints(true), key);
    }

    X509Certificate intermediate(PublicKey own, X509Certificate root, PrivateKey rootKey, Instant now) {
        Instant end = root.getNotAfter().toInstant();
        Instant wanted = now.plus(caValidity);
        JcaX509v3CertificateBuilder builder = builder(
                new X500Principal("CN=Intermediate CA,O=" + quoted() + ",L=intermediate"),
                root.getSubjectX500Principal(),
                own,
                now,
                wanted.isBefore(end) ? wanted : end);
        try {
            builder.addExtension(Extension.authorityKeyIdentifier, false, authority(root));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(ISTIOD));
        } catch (CertIOException e) {
            throw new IllegalStateException("cannot issue the intermediate CA", e);
        }
        return sign(builder, new BasicConstraints(0), rootKey);
    }

    /** As the root calls its key itself; not by its serial number, which changes when it is renewed. */
    private static AuthorityKeyIdentifier authority(X509Certificate root) {
        byte[] own = root.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        try {
            return own == null
                    ? new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(root.getPublicKey())
                    : new AuthorityKeyIdentifier(
                            SubjectKeyIdentifier.getInstance(JcaX509ExtensionUtils.parseExtensionValue(own))
                                    .getKeyIdentifier());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the root's key identifier", e);
        }
    }

    private String quoted() {
        return "\"" + organization + "\"";
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Principal subject, X500Principal issuer, PublicKey key, Instant now, Instant end) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(120, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(now.minus(BACKDATED)),
                    Date.from(end),
                    subject,
                    key);
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
            return builder;
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    private static X509Certificate sign(
            JcaX509v3CertificateBuilder builder, BasicConstraints constraints, PrivateKey signer) {
        try {
            builder.addExtension(Extension.basicConstraints, true, constraints);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(USES));
            String algorithm = signer.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signer)));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot issue a certificate: " + e.getMessage(), e);
        }
    }
}
