package io.jenkins.plugins.aks.sandbox.extensions;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;

/** Microsoft.KubernetesConfiguration: extensions of clusters. */
public final class ExtensionsProvider implements ArmProvider {

    @Override
    public void install(ArmContext arm) {
        Extensions extensions = new Extensions(arm);
        new ExtensionOperations(arm, extensions).add();
        new ExtensionRoutes(arm, extensions).add();
    }
}
