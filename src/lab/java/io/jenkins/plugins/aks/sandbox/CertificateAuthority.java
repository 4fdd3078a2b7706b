package io.jenkins.plugins.aks.sandbox;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The throw-away certificate authority of one state directory; made at the first start and kept. */
public final class CertificateAuthority {
    private static final X500Name NAME = new X500Name("CN=AKS sandbox CA");

    private final KeyPair keys;
    private final X509Certificate certificate;
    private final Clock clock;

    private CertificateAuthority(KeyPair keys, X509Certificate certificate, Clock clock) {
        this.keys = keys;
        this.certificate = certificate;
        this.clock = clock;
    }

    static CertificateAuthority open(Path directory, Clock clock) {
        Path keyFile = directory.resolve("ca-key.pem");
        Path certificateFile = directory.resolve("ca.pem");
        if (Files.exists(keyFile) && Files.exists(certificateFile)) {
            X509Certificate kept = Pem.certificate(Pem.read(certificateFile));
            KeyPair keptKeys = new KeyPair(kept.getPublicKey(), Pem.ellipticKey(Pem.read(keyFile)));
            return new CertificateAuthority(keptKeys, kept, clock);
        }
        KeyPair keys = ellipticKey();
        X509Certificate certificate = new CertificateAuthority(keys, null, clock).selfSigned();
        Pem.writeSecret(keyFile, Pem.pkcs8(keys.getPrivate()));
        Pem.write(certificateFile, Pem.text(certificate));
        return new CertificateAuthority(keys, certificate, clock);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** What clients must trust. */
    public String pem() {
        return Pem.text(certificate);
    }

    static KeyPair ellipticKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has the curve P-256", e);
        }
    }

    private X509Certificate selfSigned() {
        try {
            JcaX509v3CertificateBuilder builder = builder(NAME, keys.getPublic(), Duration.ofDays(3650));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(builder);
        } catch (CertIOException e) {
            throw new IllegalStateException("cannot make the sandbox's certificate authority", e);
        }
    }

    /** For the server itself: 127.0.0.1 and localhost. */
    X509Certificate serverCertificate(PublicKey key) {
        try {
            JcaX509v3CertificateBuilder builder =
                    leaf(new X500Name("CN=localhost"), key, KeyPurposeId.id_kp_serverAuth);
            GeneralName[] names = {
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"), new GeneralName(GeneralName.dNSName, "localhost")
            };
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            return sign(builder);
        } catch (CertIOException e) {
            throw new IllegalStateException("cannot make the sandbox's server certificate", e);
        }
    }

    /** @param subject e.g. {@code O=system:masters,CN=masterclient} */
    public X509Certificate clientCertificate(String subject, PublicKey key) {
        try {
            return sign(leaf(new X500Name(subject), key, KeyPurposeId.id_kp_clientAuth));
        } catch (CertIOException e) {
            throw new IllegalStateException("cannot make a client certificate for " + subject, e);
        }
    }

    private JcaX509v3CertificateBuilder leaf(X500Name subject, PublicKey key, KeyPurposeId purpose)
            throws CertIOException {
        JcaX509v3CertificateBuilder builder = builder(subject, key, Duration.ofDays(730));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        return builder;
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, PublicKey key, Duration validity)
            throws CertIOException {
        Instant now = clock.instant();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                NAME,
                new BigInteger(120, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(validity)),
                subject,
                key);
        try {
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(keys.getPublic()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
        return builder;
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder) {
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }
}
