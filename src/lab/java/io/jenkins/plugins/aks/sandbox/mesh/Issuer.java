package io.jenkins.plugins.aks.sandbox.mesh;

import io.jenkins.plugins.aks.sandbox.Pem;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Makes certificates as istiod does. */
public final class Issuer {
    /** How long a workload's certificate lasts. */
    static final Duration LASTS = Duration.ofHours(24);

    private static final Duration BACKDATED = Duration.ofMinutes(2);
    private static final Duration OWN_LASTS = Duration.ofDays(3650);

    private Issuer() {}

    /** @return the files of an authority that signed itself, for a mesh without a plugged-in one */
    public static Map<String, String> selfSigned(Instant now) {
        KeyPair keys = newKey();
        X500Name name = new X500Name("O=cluster.local");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                serial(),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(OWN_LASTS)),
                name,
                keys.getPublic());
        try {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate authority", e);
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put(CaBundle.CERT, Pem.text(sign(builder, keys.getPrivate())));
        files.put(CaBundle.KEY, Pem.text(keys.getPrivate()));
        files.put(CaBundle.CHAIN, "");
        files.put(CaBundle.ROOT, "");
        return files;
    }

    /** @param names the subject alternative names; the subject itself is empty */
    static Identity issue(CaBundle authority, List<GeneralName> names, Instant now) {
        KeyPair keys = newKey();
        Instant last = authority.certificate().getNotAfter().toInstant();
        Instant end = now.plus(LASTS).isAfter(last) ? last : now.plus(LASTS);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                X500Name.getInstance(
                        authority.certificate().getSubjectX500Principal().getEncoded()),
                serial(),
                Date.from(now.minus(BACKDATED)),
                Date.from(end),
                new X500Name(new org.bouncycastle.asn1.x500.RDN[0]),
                keys.getPublic());
        try {
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
            KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.certificate()));
            builder.addExtension(
                    Extension.subjectAlternativeName, true, new GeneralNames(names.toArray(new GeneralName[0])));
        } catch (CertIOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(sign(builder, authority.key()));
        chain.addAll(authority.chain());
        return new Identity(keys.getPrivate(), chain);
    }

    private static BigInteger serial() {
        return new BigInteger(127, new SecureRandom()).add(BigInteger.ONE);
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            var signer = new JcaContentSignerBuilder(CaBundle.algorithm(key)).build(key);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }
}
