package io.jenkins.plugins.aks.pipeline;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.aks.azure.AzureIdentity;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;

/**
 * The certificate of a service principal: another credential, either a certificate or a secret file (PEM, or PFX without a
 * password). A certificate credential is asked by its methods' names, because the plugin that defines its type is not
 * needed otherwise.
 */
final class CertificateFiles {
    private final Run<?, ?> build;

    CertificateFiles(Run<?, ?> build) {
        this.build = build;
    }

    AzureIdentity identity(String id, String tenant, String client, String certificateId)
            throws InvalidParameterException {
        StandardCredentials found =
                CredentialsProvider.findCredentialById(certificateId, StandardCredentials.class, build);
        if (found == null) {
            throw refused(id, "Its certificate '" + certificateId + "' does not exist for this build.");
        }
        CredentialsProvider.track(build, found);
        try {
            if (found instanceof FileCredentials file) {
                return new AzureIdentity.ClientCertificate(tenant, client, content(file), null);
            }
            KeyStore store =
                    (KeyStore) found.getClass().getMethod("getKeyStore").invoke(found);
            Secret password = (Secret) found.getClass().getMethod("getPassword").invoke(found);
            return new AzureIdentity.ClientCertificate(
                    tenant, client, pfx(store, password), new JenkinsSecret(password));
        } catch (ReflectiveOperationException | GeneralSecurityException | IOException e) {
            throw refused(
                    id,
                    "Its certificate '" + certificateId + "' ("
                            + found.getClass().getSimpleName()
                            + ") cannot be read; expected a certificate credential or a secret file with PEM or PFX.");
        }
    }

    private static byte[] content(FileCredentials file) throws IOException {
        try (InputStream in = file.getContent()) {
            return in.readAllBytes();
        }
    }

    private static byte[] pfx(KeyStore store, Secret password) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password.getPlainText().toCharArray());
        return bytes.toByteArray();
    }

    private static InvalidParameterException refused(String id, String advice) {
        return new InvalidParameterException(
                "credentialsId", id, "a service principal with a usable certificate", advice);
    }
}
