package io.jenkins.plugins.aks.sandbox.keyvault;

import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmProvider;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedOperations;
import io.jenkins.plugins.aks.sandbox.tracked.TrackedRoutes;
import java.util.List;

/** {@code Microsoft.KeyVault}: vaults with soft delete, and an endpoint for each. */
public final class KeyVaultProvider implements ArmProvider {
    @Override
    public void install(ArmContext arm) {
        DeletedVaults deleted = new DeletedVaults(arm);
        Vaults vaults = new Vaults(arm, deleted);
        new TrackedRoutes(arm, vaults, new TrackedOperations(arm, List.of(vaults))).add();
        new DeletedVaultRoutes(arm, deleted).add();
        new VaultRoutes(arm, deleted).add();
        vaults.reopen();
    }
}
