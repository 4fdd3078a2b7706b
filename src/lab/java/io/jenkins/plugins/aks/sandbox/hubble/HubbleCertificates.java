package io.jenkins.plugins.aks.sandbox.hubble;

import io.jenkins.plugins.aks.sandbox.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** What a cluster's Hubble proves itself with: an authority of its own, which gives out certificates for names. */
public final class HubbleCertificates {
    private static final X500Name NAME = new X500Name("CN=Cilium CA");
    /** Valid at any time that a simulated clock may show. */
    private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant END = Instant.parse("2100-01-01T00:00:00Z");

    private final KeyPair keys = keyPair();
    private final X509Certificate authority;

    public HubbleCertificates() {
        authority = sign(NAME, keys, END, "");
    }

    /** A certificate and its key, as PEM. */
    public record Issued(String certificate, String traditionalKey, String pkcs8Key) {}

    public String authority() {
        return Pem.text(authority);
    }

    /** @param name that the certificate is made out for, e.g. {@code *.hubble-relay.cilium.io} */
    public Issued issue(String name) {
        return issue(name, END);
    }

    public Issued issue(String name, Instant end) {
        KeyPair own = keyPair();
        X509Certificate certificate = sign(new X500Name("CN=" + name), own, end, name);
        String pkcs8 = Pem.text(new PemObject("PRIVATE KEY", own.getPrivate().getEncoded()));
        return new Issued(Pem.text(certificate), traditional((ECPrivateKey) own.getPrivate()), pkcs8);
    }

    /** As Go's tools write it, which is what makes these certificates in a cluster. */
    private static String traditional(ECPrivateKey key) {
        try {
            byte[] encoded = new org.bouncycastle.asn1.sec.ECPrivateKey(256, key.getS(), SECObjectIdentifiers.secp256r1)
                    .getEncoded();
            return Pem.text(new PemObject("EC PRIVATE KEY", encoded));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a key", e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has the curve P-256", e);
        }
    }

    private X509Certificate sign(X500Name subject, KeyPair own, Instant end, String dnsName) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    new BigInteger(120, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(BEGIN),
                    Date.from(end),
                    subject,
                    own.getPublic());
            boolean leaf = !dnsName.isEmpty();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(!leaf));
            if (leaf) {
                GeneralName name = new GeneralName(GeneralName.dNSName, dnsName);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate for " + subject, e);
        }
    }
}
