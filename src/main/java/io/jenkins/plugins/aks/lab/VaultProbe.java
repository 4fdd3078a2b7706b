package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.Role;
import io.jenkins.plugins.aks.azure.RoleProbe;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.azure.VaultSecrets;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Optional;

/** Whether a vault lets the caller in by a new role: asked at the vault itself, where the role is about its secrets. */
final class VaultProbe implements RoleProbe<AksSession> {
    private static final String LIST = "Microsoft.KeyVault/vaults/secrets/readMetadata/action";

    private final String vault;
    private final RoleProbe<AksSession> otherwise;

    /** @param otherwise for roles that are not about secrets */
    VaultProbe(String vault, RoleProbe<AksSession> otherwise) {
        this.vault = vault;
        this.otherwise = otherwise;
    }

    @Override
    public Optional<String> missing(AksSession session, Role role) throws OperationException, TransientException {
        if (!role.givesData(LIST)) {
            return otherwise.missing(session, role);
        }
        VaultPlace place = VaultPlace.find(session.arm(), "", "scope", vault);
        try {
            new VaultSecrets(session.dataPlane(place.uri(), session.cloud().keyVaultScope())).probe();
            return Optional.empty();
        } catch (ArmException e) {
            if (!e.hasCode("ForbiddenByRbac")) {
                throw e;
            }
            return Optional.of("the vault refuses to list secrets (ForbiddenByRbac)");
        }
    }
}
