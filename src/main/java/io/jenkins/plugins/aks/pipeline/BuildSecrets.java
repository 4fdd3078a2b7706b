package io.jenkins.plugins.aks.pipeline;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * The credentials that hold keys and certificates: secret texts, secret files, certificates. A certificate credential is
 * asked by its methods' names, because the plugin that defines its type is not needed otherwise.
 */
final class BuildSecrets {
    private static final String KINDS = "the id of a secret text, a secret file or a certificate";

    private final Run<?, ?> build;

    BuildSecrets(Run<?, ?> build) {
        this.build = build;
    }

    /** @param parameter of the step that names the credential */
    SecretContent find(String parameter, String id) throws InvalidParameterException {
        StandardCredentials found = CredentialsProvider.findCredentialById(id, StandardCredentials.class, build);
        if (found == null) {
            throw new InvalidParameterException(
                    parameter,
                    id,
                    KINDS,
                    "This build cannot see a credential with this id: correct it, or add the credential to the job's"
                            + " folder or to the controller, with the scope Global.");
        }
        CredentialsProvider.track(build, found);
        try {
            return content(found);
        } catch (ReflectiveOperationException | GeneralSecurityException | IOException e) {
            throw new InvalidParameterException(
                    parameter,
                    id,
                    KINDS,
                    "The credential (" + found.getClass().getSimpleName() + ") cannot be read as one of these.");
        }
    }

    private static SecretContent content(StandardCredentials found)
            throws ReflectiveOperationException, GeneralSecurityException, IOException {
        if (found instanceof StringCredentials text) {
            return new SecretContent(
                    text.getSecret().getPlainText().getBytes(StandardCharsets.UTF_8), Optional.empty());
        }
        if (found instanceof FileCredentials file) {
            try (InputStream in = file.getContent()) {
                return new SecretContent(in.readAllBytes(), Optional.empty());
            }
        }
        KeyStore store = (KeyStore) found.getClass().getMethod("getKeyStore").invoke(found);
        Secret password = (Secret) found.getClass().getMethod("getPassword").invoke(found);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password.getPlainText().toCharArray());
        return new SecretContent(bytes.toByteArray(), Optional.of(new JenkinsSecret(password)));
    }
}
