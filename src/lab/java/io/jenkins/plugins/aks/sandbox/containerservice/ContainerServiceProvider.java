package io.jenkins.plugins.aks.sandbox.containerservice;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;

/** {@code Microsoft.ContainerService}: managed clusters with their agent pools, fleets with their members. */
public final class ContainerServiceProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        Versions versions = new Versions(arm.data());
        Clusters clusters = new Clusters(arm);
        Async async = new Async(arm);
        PoolUpgrades upgrades = new PoolUpgrades(arm, clusters);
        new Completions(arm, clusters, upgrades).register();
        new ClusterRoutes(arm, clusters, versions, async, upgrades).add();
        new PoolRoutes(arm, clusters, versions, async, upgrades).add();
        new MachineRoutes(arm, clusters, async).add();
        new NodeImageRoutes(arm, clusters, async, upgrades).add();
        new AbortRoutes(arm, clusters, async, upgrades).add();
        new CredentialRoutes(arm, clusters).add();
        new VersionRoutes(arm, clusters, versions, upgrades.images()).add();
        new MeshRoutes(arm, clusters).add();
        new MaintenanceRoutes(arm, clusters).add();
        Fleets fleets = new Fleets(arm);
        new FleetRoutes(arm, fleets, versions, async).add();
        new FleetMemberRoutes(arm, fleets, async).add();
        async.add();
        arm.sandbox().onProgress(upgrades::check);
    }
}
