package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.CertificateChain;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A PEM or PFX file of the workspace, with a certificate and its private key. What it holds goes to the vault and nowhere
 * else.
 *
 * @param passwordVariable the environment variable with the password of a PFX file; empty for none
 * @param forSigning whether the certificate must be one that signs images
 */
record KeyFile(String path, String passwordVariable, boolean forSigning) {
    private static final String PEM = "application/x-pem-file";
    private static final String PKCS12 = "application/x-pkcs12";

    /** @param password null for none */
    record Content(X509Certificate leaf, String contentType, SecretText value, SecretText password) {}

    Content read(AksSession session) throws OperationException, TransientException {
        byte[] bytes = session.workspace().read("file", List.of(path)).get(0).content();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains("-----BEGIN ")) {
            if (!text.contains("PRIVATE KEY-----")) {
                throw refused("It has no private key.");
            }
            return new Content(checked(pem(bytes)), PEM, () -> text, null);
        }
        SecretText password = password(session);
        List<X509Certificate> chain = pkcs12(bytes, password);
        String value = Base64.getEncoder().encodeToString(bytes);
        return new Content(checked(chain), PKCS12, () -> value, password);
    }

    private SecretText password(AksSession session) throws OperationException {
        if (passwordVariable.isEmpty()) {
            return null;
        }
        Optional<SecretText> found = session.variable(passwordVariable);
        return found.orElseThrow(() -> new InvalidParameterException(
                "passwordVariable",
                passwordVariable,
                "an environment variable that is set around the step",
                "Bind it with withCredentials([string(credentialsId: …, variable: '" + passwordVariable + "')])."));
    }

    private List<X509Certificate> pem(byte[] bytes) throws InvalidParameterException {
        try {
            return Certificates.fromFile(bytes);
        } catch (NotationException e) {
            throw refused("It has no certificate that can be read.");
        }
    }

    private List<X509Certificate> pkcs12(byte[] bytes, SecretText password) throws InvalidParameterException {
        char[] characters = password == null ? new char[0] : password.reveal().toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), characters);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate each : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) each);
                    }
                    return chain;
                }
            }
        } catch (GeneralSecurityException | IOException e) {
            throw refused("It is neither PEM, nor PKCS #12 with this password.");
        }
        throw refused("It has no private key.");
    }

    private X509Certificate checked(List<X509Certificate> chain) throws InvalidParameterException {
        if (forSigning) {
            try {
                CertificateChain.codeSigning(chain, Optional.empty());
            } catch (NotationException e) {
                throw refused("notation refuses what this certificate signs: " + e.getMessage()
                        + ". For another use say forSigning: false.");
            }
        }
        return chain.get(0);
    }

    private InvalidParameterException refused(String why) {
        return new InvalidParameterException(
                "file", path, "a PEM or PFX file with a certificate, its chain and its private key", why);
    }
}
