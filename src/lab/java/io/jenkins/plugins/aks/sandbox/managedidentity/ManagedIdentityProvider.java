package io.jenkins.plugins.aks.sandbox.managedidentity;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;

/** {@code Microsoft.ManagedIdentity}. */
public final class ManagedIdentityProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        new IdentityRoutes(arm).add();
        new FederatedCredentialRoutes(arm).add();
    }
}
