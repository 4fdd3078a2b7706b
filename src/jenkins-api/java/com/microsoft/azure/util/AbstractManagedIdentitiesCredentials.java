package com.microsoft.azure.util;

import com.cloudbees.plugins.credentials.CredentialsScope;

public abstract class AbstractManagedIdentitiesCredentials extends AzureBaseCredentials {
    private static final long serialVersionUID = 1L;

    public AbstractManagedIdentitiesCredentials(CredentialsScope scope, String id, String description) {
        super(scope, id, description);
    }

    @Override
    public String getAzureEnvironmentName() {
        return "Azure";
    }
}
