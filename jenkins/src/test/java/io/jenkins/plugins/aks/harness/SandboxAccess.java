package io.jenkins.plugins.aks.harness;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.microsoft.azure.util.AzureCredentials;
import hudson.util.Secret;
import io.jenkins.plugins.aks.pipeline.AksCloud;
import io.jenkins.plugins.aks.pipeline.AksGlobalConfiguration;
import io.jenkins.plugins.aks.sandbox.LabCredentials;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** How Jenkins reaches a running sandbox. Strings only, because it is sent to a controller in another JVM. */
record SandboxAccess(String url, String caPem, String tenant, String subscription, String clientId, String clientSecret)
        implements Serializable {
    static final String CLOUD = "sandbox";
    static final String CREDENTIALS = "azure-lab";

    static SandboxAccess of(Sandbox sandbox) {
        LabCredentials lab = sandbox.credentials();
        return new SandboxAccess(
                sandbox.url(),
                sandbox.caPem(),
                lab.tenantId(),
                lab.subscriptionId(),
                lab.clientId(),
                lab.clientSecret());
    }

    /** Adds the cloud and a service principal to the controller that this runs in. */
    void configure() throws IOException {
        AksCloud cloud = new AksCloud(CLOUD, url, url);
        cloud.setCaPem(caPem);
        AksGlobalConfiguration.get().setClouds(List.of(cloud));
        AzureCredentials principal = new AzureCredentials(
                CredentialsScope.GLOBAL,
                CREDENTIALS,
                "service principal of the sandbox",
                subscription,
                clientId,
                Secret.fromString(clientSecret));
        principal.setTenant(tenant);
        SystemCredentialsProvider provider = SystemCredentialsProvider.getInstance();
        provider.getCredentials().add(principal);
        provider.save();
    }

    /** A scripted pipeline with the steps in a {@code withAks} block that reaches the sandbox. */
    static String inWithAks(String steps) {
        return """
                withAks(cloud: '%s', credentialsId: '%s', resourceGroup: 'harness', location: 'eastus', cluster: 'demo') {
                %s
                }
                """
                .formatted(CLOUD, CREDENTIALS, steps);
    }
}
