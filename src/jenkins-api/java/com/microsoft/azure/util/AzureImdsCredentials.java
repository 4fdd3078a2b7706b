package com.microsoft.azure.util;

import com.cloudbees.plugins.credentials.CredentialsScope;

public class AzureImdsCredentials extends AbstractManagedIdentitiesCredentials {
    private static final long serialVersionUID = 1L;

    private String subscriptionId;
    private String clientId;

    public AzureImdsCredentials(CredentialsScope scope, String id, String description) {
        super(scope, id, description);
    }

    @Override
    public String getSubscriptionId() {
        return subscriptionId;
    }

    public void setSubscriptionId(String subscriptionId) {
        this.subscriptionId = subscriptionId;
    }

    public String getClientId() {
        return clientId;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }
}
