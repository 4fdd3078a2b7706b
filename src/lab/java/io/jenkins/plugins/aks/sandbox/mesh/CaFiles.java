package io.jenkins.plugins.aks.sandbox.mesh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Reads the PEM files of a certificate authority. */
final class CaFiles {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

    private CaFiles() {}

    /** The certificates of a file in their order; none where it has none that can be read. */
    static List<X509Certificate> certificates(String pem) {
        List<X509Certificate> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(pem);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (blocks.find()) {
                found.add((X509Certificate) factory.generateCertificate(
                        new ByteArrayInputStream(blocks.group().getBytes(StandardCharsets.US_ASCII))));
            }
        } catch (GeneralSecurityException e) {
            return List.of();
        }
        return found;
    }

    static X509Certificate certificate(String pem, String what) throws CaTrouble {
        List<X509Certificate> found = certificates(pem);
        if (found.isEmpty()) {
            throw new CaTrouble("failed to parse " + what + " PEM: invalid PEM encoded certificate");
        }
        return found.get(0);
    }

    static PrivateKey key(String pem) throws CaTrouble {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            Object read = parser.readObject();
            if (read instanceof PEMKeyPair pair) {
                KeyPair keys = new JcaPEMKeyConverter().getKeyPair(pair);
                return keys.getPrivate();
            }
            if (read instanceof PrivateKeyInfo info) {
                return new JcaPEMKeyConverter().getPrivateKey(info);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new CaTrouble("failed to parse private key PEM: invalid PEM-encoded key");
        }
        throw new CaTrouble("failed to parse private key PEM: invalid PEM-encoded key");
    }
}
