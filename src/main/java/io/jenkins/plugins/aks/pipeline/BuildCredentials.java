package io.jenkins.plugins.aks.pipeline;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.microsoft.azure.util.AzureBaseCredentials;
import com.microsoft.azure.util.AzureCredentials;
import com.microsoft.azure.util.AzureImdsCredentials;
import hudson.Util;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.aks.azure.AzureIdentity;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.function.UnaryOperator;

/**
 * The Azure credentials that a build may use: those of its folders and of the controller, and the configured workload
 * identities. Every use is recorded with the credential. May read files and ask other plugins: not for the Pipeline's
 * own thread.
 */
final class BuildCredentials {
    static final String TOKEN_FILE_VARIABLE = "AZURE_FEDERATED_TOKEN_FILE";

    private static final String PARAMETER = "credentialsId";
    private static final String KINDS = "the id of an Azure Service Principal, an Azure Managed Identity, or a workload"
            + " identity of AKS Pipeline Steps";

    private final Run<?, ?> build;
    private final UnaryOperator<String> environment;

    BuildCredentials(Run<?, ?> build) {
        this(build, System::getenv);
    }

    /** @param environment of the controller */
    BuildCredentials(Run<?, ?> build, UnaryOperator<String> environment) {
        this.build = build;
        this.environment = environment;
    }

    /** @throws InvalidParameterException if there is none, it is of another kind, or lacks something */
    FoundCredential find(String id) throws InvalidParameterException {
        AzureBaseCredentials credentials =
                CredentialsProvider.findCredentialById(id, AzureBaseCredentials.class, build);
        if (credentials != null) {
            CredentialsProvider.track(build, credentials);
            return new FoundCredential(
                    identity(id, credentials),
                    Util.fixEmptyAndTrim(credentials.getSubscriptionId()),
                    cloud(credentials.getAzureEnvironmentName()));
        }
        AksWorkloadIdentity workload =
                AksGlobalConfiguration.get().workloadIdentity(id).orElseThrow(() -> notFound(id));
        return new FoundCredential(identity(workload), workload.getSubscription(), null);
    }

    private InvalidParameterException notFound(String id) {
        StandardCredentials other = CredentialsProvider.findCredentialById(id, StandardCredentials.class, build);
        return other == null
                ? refused(
                        id,
                        "This build cannot see a credential with this id: correct it, or add the credential to the"
                                + " job's folder or to the controller, with the scope Global.")
                : refused(
                        id,
                        "The credential is of another kind (" + other.getClass().getSimpleName() + ").");
    }

    private AzureIdentity identity(String id, AzureBaseCredentials credentials) throws InvalidParameterException {
        if (credentials instanceof AzureCredentials principal) {
            return principal(id, principal);
        }
        if (credentials instanceof AzureImdsCredentials managed) {
            return new AzureIdentity.ManagedIdentity(
                    Util.fixNull(managed.getClientId()).trim());
        }
        throw refused(
                id, "Azure credentials of the kind " + credentials.getClass().getSimpleName() + " are not supported.");
    }

    /** As in azure-credentials itself, the certificate counts only where there is no secret. */
    private AzureIdentity principal(String id, AzureCredentials principal) throws InvalidParameterException {
        String tenant = present(id, principal.getTenant(), "tenant");
        String client = present(id, principal.getClientId(), "client id");
        Secret secret = principal.getClientSecret();
        if (secret != null && !secret.getPlainText().isBlank()) {
            return new AzureIdentity.ClientSecret(tenant, client, new JenkinsSecret(secret));
        }
        String certificate = Util.fixEmptyAndTrim(principal.getCertificateId());
        if (certificate == null) {
            throw refused(id, "The credential's client secret is empty: set it, or choose a certificate.");
        }
        return new CertificateFiles(build).identity(id, tenant, client, certificate);
    }

    private AzureIdentity identity(AksWorkloadIdentity workload) throws InvalidParameterException {
        String file =
                workload.getTokenFile() == null ? environment.apply(TOKEN_FILE_VARIABLE) : workload.getTokenFile();
        if (Util.fixEmptyAndTrim(file) == null) {
            throw refused(
                    workload.getId(),
                    "The workload identity names no token file, and the controller's environment has no "
                            + TOKEN_FILE_VARIABLE + ".");
        }
        return new AzureIdentity.WorkloadIdentityFile(
                present(workload.getId(), workload.getTenant(), "tenant"),
                present(workload.getId(), workload.getClientId(), "client id"),
                file);
    }

    private static String present(String id, String value, String what) throws InvalidParameterException {
        String trimmed = Util.fixEmptyAndTrim(value);
        if (trimmed == null) {
            throw refused(id, "The credential's " + what + " is empty: set it.");
        }
        return trimmed;
    }

    /** The names of azure-credentials, without their spaces, are those of the clouds. */
    private static String cloud(String environmentName) {
        return environmentName == null ? null : Util.fixEmpty(environmentName.replace(" ", ""));
    }

    private static InvalidParameterException refused(String id, String advice) {
        return new InvalidParameterException(PARAMETER, id, KINDS, advice);
    }
}
