package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.pipeline.SecretContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/**
 * A private key with certificates, as PEM or PKCS#12.
 *
 * @param key never shown
 * @param certificates that stand beside it, in any order
 */
record SigningKeyFile(PrivateKey key, List<X509Certificate> certificates) {
    SigningKeyFile {
        certificates = List.copyOf(certificates);
    }

    static SigningKeyFile read(SecretContent content) throws NotationException {
        try {
            return content.password().isPresent() ? pkcs12(content) : pem(content.bytes());
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // What these exceptions say may quote the key.
            throw new NotationException(
                    "the private key cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static SigningKeyFile pem(byte[] bytes) throws IOException, NotationException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        PrivateKey key = null;
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                if (next instanceof PEMKeyPair pair) {
                    key = key(pair.getPrivateKeyInfo());
                } else if (next instanceof PrivateKeyInfo info) {
                    key = key(info);
                }
            }
        }
        if (key == null) {
            throw new NotationException("there is no unencrypted private key in PEM");
        }
        return new SigningKeyFile(key, text.contains("BEGIN CERTIFICATE") ? Certificates.fromFile(bytes) : List.of());
    }

    /** Java takes curves by their names alone, and would say of another key only that it is wrong. */
    private static PrivateKey key(PrivateKeyInfo info) throws IOException, NotationException {
        AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
        boolean onCurve = X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm());
        if (onCurve && !(algorithm.getParameters() instanceof ASN1ObjectIdentifier)) {
            throw new NotationException("the private key is an EC key that does not name its curve. Write it with the"
                    + " name: openssl ec -in key.pem -param_enc named_curve -out named.pem");
        }
        return new JcaPEMKeyConverter().getPrivateKey(info);
    }

    private static SigningKeyFile pkcs12(SecretContent content)
            throws GeneralSecurityException, IOException, NotationException {
        char[] password = content.password().orElseThrow().reveal().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content.bytes()), password);
        for (String alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey key) {
                return new SigningKeyFile(key, certificates(store.getCertificateChain(alias)));
            }
        }
        throw new NotationException("there is no private key");
    }

    private static List<X509Certificate> certificates(Certificate[] chain)
            throws CertificateEncodingException, NotationException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : chain) {
            certificates.add(Certificates.fromDer(certificate.getEncoded()));
        }
        return certificates;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "key file";
    }
}
