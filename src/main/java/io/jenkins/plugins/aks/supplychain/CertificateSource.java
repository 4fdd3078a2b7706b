package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.WorkspaceFile;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates that a parameter gives: as PEM itself, as a certificate in a key vault by its https id, as
 * {@code credentials:} with the id of a Jenkins credential, or as a file of the workspace.
 *
 * @param parameter of the step, for errors
 * @param text empty for none
 */
record CertificateSource(String parameter, String text) {
    static final String ALLOWED =
            "PEM text, the https id of a key vault's certificate, credentials:<id> of a secret text"
                    + " or file, or the path of a file in the workspace";

    private static final String CREDENTIALS = "credentials:";

    /** Refuses what can be seen without looking. */
    CertificateSource {
        text = text == null ? "" : text.strip();
    }

    void check() throws InvalidParameterException {
        if (text.startsWith("https://")) {
            VaultItemId.parse(parameter, text);
        } else if (text.startsWith("http://") || text.equals(CREDENTIALS)) {
            throw refused("Correct it.");
        }
    }

    List<X509Certificate> read(AksSession session) throws OperationException, TransientException {
        if (text.isEmpty()) {
            return List.of();
        }
        if (text.startsWith("https://")) {
            return List.of(new SignerCertificate(VaultItemId.parse(parameter, text))
                    .read(session)
                    .certificate());
        }
        try {
            List<X509Certificate> found = Certificates.fromFile(bytes(session));
            if (found.isEmpty()) {
                throw refused("There is no certificate in it.");
            }
            return found;
        } catch (NotationException e) {
            throw refused("It cannot be read: " + e.getMessage() + ".");
        }
    }

    private byte[] bytes(AksSession session) throws OperationException, TransientException {
        if (text.contains("-----BEGIN")) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (text.startsWith(CREDENTIALS)) {
            return session.secret(
                            parameter, text.substring(CREDENTIALS.length()).strip())
                    .bytes();
        }
        List<WorkspaceFile> files = session.workspace().read(parameter, List.of(text));
        if (files.size() != 1) {
            throw refused("These are " + files.size() + " files.");
        }
        return files.get(0).content();
    }

    private InvalidParameterException refused(String advice) {
        String shown = text.contains("-----BEGIN") ? "PEM text" : text;
        return new InvalidParameterException(parameter, shown, ALLOWED, advice);
    }
}
