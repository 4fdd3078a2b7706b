package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates, good ones unless told otherwise. */
public final class TestCertificate {
    public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

    private final ExtensionsGenerator extensions = new ExtensionsGenerator();
    private final KeyPair key;
    private String subject;
    private Instant from = FROM;
    private Instant until = UNTIL;
    private String hash = "SHA256";
    private long serial = 7;

    private TestCertificate(KeyPair key, String subject) {
        this.key = key;
        this.subject = subject;
    }

    public static TestCertificate leaf(KeyPair key) {
        return bare(key, "CN=signer,O=Notation,L=Seattle,ST=WA,C=US")
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
    }

    public static TestCertificate authority(KeyPair key, String name) {
        return bare(key, "CN=" + name + ",O=Notation,C=US")
                .with(Extension.basicConstraints, true, new BasicConstraints(true))
                .with(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    public static TestCertificate bare(KeyPair key, String subject) {
        return new TestCertificate(key, subject);
    }

    public TestCertificate named(String name) {
        subject = name;
        return this;
    }

    public TestCertificate valid(Instant start, Instant end) {
        from = start;
        until = end;
        return this;
    }

    public TestCertificate hashedWith(String name) {
        hash = name;
        return this;
    }

    public TestCertificate numbered(long number) {
        serial = number;
        return this;
    }

    public TestCertificate with(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value) {
        try {
            if (extensions.hasExtension(extension)) {
                extensions.replaceExtension(new Extension(
                        extension, critical, value.toASN1Primitive().getEncoded("DER")));
            } else {
                extensions.addExtension(extension, critical, value);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    public TestCertificate without(ASN1ObjectIdentifier extension) {
        extensions.removeExtension(extension);
        return this;
    }

    public X509Certificate selfSigned() {
        return sign(new X500Name(subject), key.getPrivate());
    }

    public X509Certificate issuedBy(X509Certificate issuer, PrivateKey issuerKey) {
        return sign(X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()), issuerKey);
    }

    public X509Certificate sign(X500Name issuer, PrivateKey issuerKey) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(serial),
                    Date.from(from),
                    Date.from(until),
                    new X500Name(subject),
                    key.getPublic());
            if (!extensions.isEmpty()) {
                for (ASN1ObjectIdentifier id : extensions.generate().getExtensionOIDs()) {
                    builder.addExtension(extensions.getExtension(id));
                }
            }
            String algorithm = hash + "with" + (issuerKey.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
            return Certificates.fromDer(builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKey))
                    .getEncoded());
        } catch (IOException | OperatorCreationException | NotationException e) {
            throw new IllegalStateException(e);
        }
    }
}
