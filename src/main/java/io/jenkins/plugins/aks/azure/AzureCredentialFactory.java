package io.jenkins.plugins.aks.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.policy.UserAgentPolicy;
import com.azure.core.util.Configuration;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import io.jenkins.plugins.aks.azure.AzureIdentity.ClientCertificate;
import io.jenkins.plugins.aks.azure.AzureIdentity.ClientSecret;
import io.jenkins.plugins.aks.azure.AzureIdentity.ManagedIdentity;
import io.jenkins.plugins.aks.azure.AzureIdentity.WorkloadIdentityFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Makes azure-core credentials from identities. azure-identity gets a pipeline of ours without a retry policy, because
 * its own one blocks for seconds.
 */
public final class AzureCredentialFactory {
    private AzureCredentialFactory() {}

    /** A credential that caches its tokens, reads the secret only to get a new one, and names itself when it fails. */
    public static TokenCredential create(Cloud cloud, AzureIdentity identity, HttpClient client, Clock clock) {
        HttpPipeline pipeline = new HttpPipelineBuilder()
                .httpClient(client)
                .policies(new UserAgentPolicy(AzureClients.USER_AGENT), new EntraTrouble(clock), new RequestLog())
                .build();
        return new Login(
                identity.describe() + " at " + cloud.authority(), () -> plain(cloud, identity, pipeline), clock);
    }

    private static TokenCredential plain(Cloud cloud, AzureIdentity identity, HttpPipeline pipeline) {
        if (identity instanceof ClientSecret secret) {
            return at(cloud, secret.tenant(), secret.clientId(), pipeline, new ClientSecretCredentialBuilder())
                    .clientSecret(secret.secret().reveal())
                    .build();
        }
        if (identity instanceof ClientCertificate certificate) {
            return certificate(cloud, certificate, pipeline);
        }
        if (identity instanceof WorkloadIdentityFile file) {
            return at(cloud, file.tenant(), file.clientId(), pipeline, new ClientAssertionCredentialBuilder())
                    .clientAssertion(() -> contentOf(file.tokenFile()))
                    .build();
        }
        ManagedIdentity managed = (ManagedIdentity) identity;
        ManagedIdentityCredentialBuilder builder = new ManagedIdentityCredentialBuilder().httpPipeline(pipeline);
        return (managed.clientId().isEmpty() ? builder : builder.clientId(managed.clientId())).build();
    }

    private static TokenCredential certificate(Cloud cloud, ClientCertificate identity, HttpPipeline pipeline) {
        ClientCertificateCredentialBuilder builder =
                at(cloud, identity.tenant(), identity.clientId(), pipeline, new ClientCertificateCredentialBuilder());
        ByteArrayInputStream bytes = new ByteArrayInputStream(identity.certificate());
        if (identity.isPem()) {
            builder.pemCertificate(bytes);
        } else {
            builder.pfxCertificate(bytes);
        }
        if (identity.password() != null && !identity.password().reveal().isEmpty()) {
            builder.clientCertificatePassword(identity.password().reveal());
        }
        return builder.build();
    }

    private static <B extends AadCredentialBuilderBase<B>> B at(
            Cloud cloud, String tenant, String clientId, HttpPipeline pipeline, B builder) {
        builder.configuration(Configuration.NONE)
                .httpPipeline(pipeline)
                .authorityHost(cloud.authority() + "/")
                .tenantId(tenant)
                .clientId(clientId);
        return cloud.custom() ? builder.disableInstanceDiscovery() : builder;
    }

    private static String contentOf(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the token file " + file + " cannot be read", e);
        }
    }
}
