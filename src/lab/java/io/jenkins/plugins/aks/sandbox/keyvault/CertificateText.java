package io.jenkins.plugins.aks.sandbox.keyvault;

import io.jenkins.plugins.aks.sandbox.Pem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;

/** A certificate with its chain and its key, as PEM or PKCS #12. */
final class CertificateText {
    private CertificateText() {}

    /** @param key null for a certificate alone */
    record Content(List<X509Certificate> chain, PrivateKey key) {}

    /** @param key null where the policy keeps it in the vault */
    static String write(String contentType, List<X509Certificate> chain, PrivateKey key) {
        if (contentType.equals(CertificatePolicies.PEM)) {
            StringBuilder text = new StringBuilder();
            if (key != null) {
                text.append(Pem.text(new PemObject("PRIVATE KEY", key.getEncoded())));
            }
            chain.forEach(each -> text.append(Pem.text(each)));
            return text.toString().replace("\r\n", "\n");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (key != null) {
                store.setKeyEntry("key", key, new char[0], chain.toArray(new Certificate[0]));
            } else {
                for (int i = 0; i < chain.size(); i++) {
                    store.setCertificateEntry("certificate" + i, chain.get(i));
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, new char[0]);
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot write PKCS #12", e);
        }
    }

    /** What an import brings; the leaf comes first. */
    static Content read(String contentType, String value, String password) {
        try {
            return contentType.equals(CertificatePolicies.PEM) ? pem(value) : pkcs12(value, password);
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw VaultRefusal.badParameter(
                    "The specified " + (contentType.equals(CertificatePolicies.PEM) ? "PEM" : "PKCS#12")
                            + " X.509 certificate content can not be read. Please check if certificate is in valid"
                            + " format"
                            + (contentType.equals(CertificatePolicies.PEM) ? "." : " and the password is right."));
        }
    }

    private static Content pem(String value) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = new ArrayList<>();
        PrivateKey key = null;
        try (PEMParser parser = new PEMParser(new StringReader(value))) {
            JcaPEMKeyConverter keys = new JcaPEMKeyConverter();
            for (Object each = parser.readObject(); each != null; each = parser.readObject()) {
                if (each instanceof X509CertificateHolder holder) {
                    chain.add(new JcaX509CertificateConverter().getCertificate(holder));
                } else if (each instanceof PrivateKeyInfo info) {
                    key = keys.getPrivateKey(info);
                } else if (each instanceof PEMKeyPair pair) {
                    key = keys.getKeyPair(pair).getPrivate();
                }
            }
        }
        return new Content(leafFirst(chain), key);
    }

    private static Content pkcs12(String value, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Base64.getMimeDecoder().decode(value)), password.toCharArray());
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate each : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) each);
                }
                return new Content(chain, (PrivateKey) store.getKey(alias, password.toCharArray()));
            }
        }
        throw new IOException("no key");
    }

    private static List<X509Certificate> leafFirst(List<X509Certificate> chain) {
        List<X509Certificate> sorted = new ArrayList<>(chain);
        sorted.sort(java.util.Comparator.comparing((X509Certificate each) -> chain.stream()
                .anyMatch(other ->
                        other != each && other.getIssuerX500Principal().equals(each.getSubjectX500Principal()))));
        return sorted;
    }
}
