package com.microsoft.azure.util;

import com.cloudbees.plugins.credentials.CredentialsScope;
import hudson.util.Secret;

public class AzureCredentials extends AzureBaseCredentials {
    private static final long serialVersionUID = 1L;

    private final String subscriptionId;
    private final String clientId;
    private final Secret clientSecret;
    private String certificateId;
    private String tenant;
    private String azureEnvironmentName = "Azure";

    public AzureCredentials(
            CredentialsScope scope,
            String id,
            String description,
            String subscriptionId,
            String clientId,
            Secret clientSecret) {
        super(scope, id, description);
        this.subscriptionId = subscriptionId;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    @Override
    public String getSubscriptionId() {
        return subscriptionId;
    }

    public String getClientId() {
        return clientId;
    }

    public Secret getClientSecret() {
        return clientSecret;
    }

    public String getPlainClientSecret() {
        return clientSecret.getPlainText();
    }

    public String getCertificateId() {
        return certificateId;
    }

    public void setCertificateId(String certificateId) {
        this.certificateId = certificateId;
    }

    public String getTenant() {
        return tenant;
    }

    public void setTenant(String tenant) {
        this.tenant = tenant;
    }

    @Override
    public String getAzureEnvironmentName() {
        return azureEnvironmentName;
    }

    public void setAzureEnvironmentName(String azureEnvironmentName) {
        this.azureEnvironmentName = azureEnvironmentName;
    }
}
