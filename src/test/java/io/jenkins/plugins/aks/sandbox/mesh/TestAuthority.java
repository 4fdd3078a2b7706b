package io.jenkins.plugins.aks.sandbox.mesh;

import io.jenkins.plugins.aks.sandbox.Pem;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root and an intermediate certificate authority. */
final class TestAuthority {
    private final KeyPair rootKeys = keys();
    private final KeyPair keys = keys();
    final X509Certificate root;
    final X509Certificate intermediate;

    /** @param lasts of the intermediate */
    TestAuthority(String name, Instant now, Duration lasts, boolean ca) {
        X500Name top = new X500Name("CN=Root " + name + ",O=Istio");
        Instant start = now.minus(Duration.ofHours(1));
        root = certificate(top, top, rootKeys, rootKeys, start, now.plus(Duration.ofDays(3650)), true);
        X500Name own = new X500Name("CN=Intermediate " + name + ",O=Istio");
        intermediate = certificate(own, top, keys, rootKeys, start, now.plus(lasts), ca);
    }

    static TestAuthority good(String name, Instant now) {
        return new TestAuthority(name, now, Duration.ofDays(365), true);
    }

    String rootPem() {
        return Pem.text(root);
    }

    String certificatePem() {
        return Pem.text(intermediate);
    }

    String keyPem() {
        return Pem.text(keys);
    }

    String chainPem() {
        return certificatePem() + rootPem();
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(
            X500Name subject, X500Name issuer, KeyPair own, KeyPair by, Instant start, Instant end, boolean ca) {
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(own.hashCode() & 0x7fffffff).add(BigInteger.ONE),
                Date.from(start),
                Date.from(end),
                subject,
                own.getPublic());
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(by.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
