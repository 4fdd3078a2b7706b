package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** The certificates for clients of Hubble Relay, from their Secret in the cluster; they stay in memory. */
final class RelayKeys {
    static final String SECRET = "kube-system/hubble-relay-client-certs";

    private static final String RENEW = "The cluster renews it by itself; if it does not, delete the Secret and restart"
            + " hubble-relay, or switch Advanced Container Networking Services off and on again.";
    private static final char[] NO_PASSWORD = {};

    private RelayKeys() {}

    /**
     * @param secret as the API server has it
     * @throws OperationException where a part is missing, cannot be read, or is no longer valid
     */
    static SSLSocketFactory tls(JsonNode secret, Instant now) throws OperationException {
        try {
            List<X509Certificate> chain = certificates(part(secret, "tls.crt"));
            List<X509Certificate> authorities = certificates(part(secret, "ca.crt"));
            requireValid("the client certificate", "tls.crt", chain, now);
            requireValid("the certificate authority", "ca.crt", authorities, now);
            KeyStore own = store();
            own.setKeyEntry("client", key(part(secret, "tls.key")), NO_PASSWORD, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            KeyStore trusted = store();
            for (int i = 0; i < authorities.size(); i++) {
                trusted.setCertificateEntry("ca" + i, authorities.get(i));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            // What these exceptions say may quote the key, so only their kind is told.
            throw new OperationException("Secret " + SECRET + ": its certificates cannot be used ("
                    + e.getClass().getSimpleName() + "). " + RENEW);
        }
    }

    private static byte[] part(JsonNode secret, String key) throws OperationException {
        String text = secret.path("data").path(key).asText();
        if (text.isEmpty()) {
            throw new OperationException(
                    "Secret " + SECRET + " has no " + key + ", which Hubble Relay's clients need." + " " + RENEW);
        }
        return Base64.getDecoder().decode(text);
    }

    private static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        Collection<? extends Certificate> found =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        List<X509Certificate> certificates =
                found.stream().map(X509Certificate.class::cast).toList();
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("no certificate");
        }
        return certificates;
    }

    private static void requireValid(String what, String key, List<X509Certificate> certificates, Instant now)
            throws OperationException {
        X509Certificate first = certificates.get(0);
        Instant end = first.getNotAfter().toInstant();
        Instant begin = first.getNotBefore().toInstant();
        if (now.isAfter(end) || now.isBefore(begin)) {
            String state = now.isAfter(end) ? "has expired at " + end : "is not valid before " + begin;
            throw new OperationException(
                    "Hubble Relay: " + what + " (" + key + " of Secret " + SECRET + ") " + state + "; it is now " + now
                            + ". " + RENEW,
                    Map.of("secret", SECRET, "notAfter", end.toString()),
                    null);
        }
    }

    private static PrivateKey key(byte[] pem) throws IOException, GeneralSecurityException {
        try (PEMParser parser =
                new PEMParser(new InputStreamReader(new ByteArrayInputStream(pem), StandardCharsets.US_ASCII))) {
            for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
                if (next instanceof PEMKeyPair pair) {
                    return key(pair.getPrivateKeyInfo());
                }
                if (next instanceof PrivateKeyInfo info) {
                    return key(info);
                }
            }
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
        throw new GeneralSecurityException("no private key");
    }

    /** By the runtime's own providers, whatever others there are. */
    private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        boolean rsa = info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption);
        return KeyFactory.getInstance(rsa ? "RSA" : "EC").generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }
}
