package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import java.util.List;
import java.util.Map;

/**
 * What {@code aksAddon} is asked for.
 *
 * @param config at least these settings
 * @param vault a vault's name or id, on which the add-on's identity gets the roles; empty for none
 */
record AddonSpec(
        String clusterId,
        String cluster,
        String group,
        Addon addon,
        boolean on,
        Map<String, String> config,
        String vault,
        List<String> roles) {

    static AddonSpec of(
            AksScope scope, String name, String state, Map<String, String> config, String vault, List<String> roles)
            throws InvalidParameterException {
        Addon addon = Addon.parse(name);
        boolean on = state.equals(AksAddonStep.ON);
        if (!on && !state.equals("off")) {
            throw new InvalidParameterException("state", state, "on, off", "Choose one of them.");
        }
        if (on && !addon.lacks(config).isEmpty()) {
            throw new InvalidParameterException(
                    "config", config, "a map of the add-on's settings", addon.lacks(config));
        }
        if (!on && !config.isEmpty()) {
            throw new InvalidParameterException("config", config, "nothing with state: 'off'", "Leave it out.");
        }
        if (vault != null) {
            checkVault(addon, on, vault, roles);
        }
        return new AddonSpec(
                scope.clusterId(),
                scope.cluster(),
                scope.groupId(),
                addon,
                on,
                Map.copyOf(config),
                vault == null ? "" : vault,
                List.copyOf(roles));
    }

    private static void checkVault(Addon addon, boolean on, String vault, List<String> roles)
            throws InvalidParameterException {
        if (!on || addon != Addon.AZURE_KEYVAULT_SECRETS_PROVIDER) {
            throw new InvalidParameterException(
                    "vault",
                    vault,
                    "nothing but with azure-keyvault-secrets-provider and state: 'on'",
                    "Leave it out; azureRole gives and takes other roles.");
        }
        VaultPlace.check("vault", vault);
        if (roles.isEmpty()) {
            throw new InvalidParameterException(
                    "roles", null, "the names or GUIDs of roles", "Leave it out for Key Vault Secrets User.");
        }
    }
}
