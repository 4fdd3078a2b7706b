package io.jenkins.plugins.aks.sandbox.containerservice;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;

/** {@code Microsoft.ContainerService}: managed clusters and their agent pools. */
public final class ContainerServiceProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        Versions versions = new Versions(arm.data());
        Clusters clusters = new Clusters(arm);
        Async async = new Async(arm);
        new Completions(arm, clusters).register();
        new ClusterRoutes(arm, clusters, versions, async).add();
        new PoolRoutes(arm, clusters, versions, async).add();
        new AbortRoutes(arm, clusters, async).add();
        new CredentialRoutes(arm, clusters).add();
        new VersionRoutes(arm, clusters, versions).add();
        new MaintenanceRoutes(arm, clusters).add();
        async.add();
    }
}
