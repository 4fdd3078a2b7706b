package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the certificate that a policy with the issuer {@code Self} describes. */
final class SelfSigned {
    private static final Duration BEFORE = Duration.ofMinutes(10);
    private static final Map<String, Integer> USAGES = Map.of(
            "digitalSignature", KeyUsage.digitalSignature,
            "nonRepudiation", KeyUsage.nonRepudiation,
            "keyEncipherment", KeyUsage.keyEncipherment,
            "dataEncipherment", KeyUsage.dataEncipherment,
            "keyAgreement", KeyUsage.keyAgreement,
            "keyCertSign", KeyUsage.keyCertSign,
            "cRLSign", KeyUsage.cRLSign,
            "encipherOnly", KeyUsage.encipherOnly,
            "decipherOnly", KeyUsage.decipherOnly);

    private SelfSigned() {}

    /** @param x509 the policy's {@code x509_props} */
    static X509Certificate make(JsonNode x509, KeyPair keys, Instant now) {
        // As it is written the most specific part comes first, and last in the certificate.
        X500Name subject =
                X500Name.getInstance(new X500Principal(x509.path("subject").asText()).getEncoded());
        Instant end = now.atZone(ZoneOffset.UTC)
                .plusMonths(x509.path("validity_months").asInt())
                .toInstant();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                new BigInteger(126, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(BEFORE)),
                Date.from(end),
                subject,
                keys.getPublic());
        try {
            extend(builder, x509, keys);
            String algorithm =
                    switch (KeyMaterial.size(keys.getPublic())) {
                        case 256 -> "SHA256withECDSA";
                        case 384 -> "SHA384withECDSA";
                        case 521 -> "SHA512withECDSA";
                        default -> "SHA256withRSA";
                    };
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make a certificate", e);
        }
    }

    private static void extend(JcaX509v3CertificateBuilder builder, JsonNode x509, KeyPair keys)
            throws CertIOException, GeneralSecurityException {
        int usage = 0;
        for (JsonNode each : x509.path("key_usage")) {
            usage |= USAGES.get(each.asText());
        }
        if (usage != 0) {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        }
        List<KeyPurposeId> purposes = new ArrayList<>();
        for (JsonNode each : x509.path("ekus")) {
            purposes.add(KeyPurposeId.getInstance(new ASN1ObjectIdentifier(each.asText())));
        }
        if (!purposes.isEmpty()) {
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
        }
        if (x509.at("/basic_constraints/ca").asBoolean()) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        }
        JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(keys.getPublic()));
        builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(keys.getPublic()));
    }
}
