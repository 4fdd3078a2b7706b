package io.jenkins.plugins.aks.sandbox.resources;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;

/** {@code Microsoft.Resources}: what Azure Resource Manager answers itself. */
public final class ResourcesProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        new SubscriptionRoutes(arm).add();
        new GroupRoutes(arm).add();
        new ResourceRoutes(arm).add();
        new ProviderRoutes(arm).add();
    }
}
