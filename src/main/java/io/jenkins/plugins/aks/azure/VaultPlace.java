package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Optional;

/**
 * A key vault, and where its contents are.
 *
 * @param id the resource's
 * @param uri as the service says, e.g. {@code https://demo.vault.azure.net/}
 */
public record VaultPlace(String id, String name, String uri) {
    public static final String TYPE = "Microsoft.KeyVault/vaults";

    /** Of the resource. */
    public static final String RESOURCE_API_VERSION = "2023-07-01";

    /** Of secrets, keys and certificates at the vault's own endpoint. */
    public static final String DATA_API_VERSION = "7.5";

    private static final String ALLOWED = "the name of a key vault in the resource group, or a key vault's resource id";

    /** Refuses what can't be a vault; sends nothing. */
    public static void check(String parameter, String given) throws InvalidParameterException {
        boolean good = given != null
                && (given.matches("(?i)/subscriptions/.+/providers/Microsoft.KeyVault/vaults/[^/]+")
                        || given.matches("[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]"));
        if (!good) {
            throw new InvalidParameterException(
                    parameter, given, ALLOWED, "azureDeploy(builtin: 'lab') makes one, its output keyVaultName.");
        }
    }

    /**
     * @param group the id of the resource group where a vault of a bare name is
     * @param given see {@link #check}
     */
    public static VaultPlace find(Arm arm, String group, String parameter, String given)
            throws OperationException, TransientException {
        String id = given.startsWith("/") ? given : group + "/providers/" + TYPE + "/" + given;
        Optional<ArmResponse> found = arm.find(id, RESOURCE_API_VERSION);
        if (found.isEmpty()) {
            throw new InvalidParameterException(parameter, given, ALLOWED, absent(arm, id));
        }
        JsonNode body = found.get().body();
        return new VaultPlace(
                body.path("id").asText(id),
                ResourceId.parse(id).name(),
                body.at("/properties/vaultUri").asText());
    }

    private static String absent(Arm arm, String id) throws TransientException {
        ResourceId vault = ResourceId.parse(id);
        String list =
                "/subscriptions/" + vault.subscription().orElse("") + "/providers/Microsoft.KeyVault/deletedVaults";
        try {
            for (JsonNode deleted : arm.list(list, RESOURCE_API_VERSION)) {
                if (deleted.path("name").asText().equalsIgnoreCase(vault.name())) {
                    return "The vault " + vault.name() + " was deleted on "
                            + deleted.at("/properties/deletionDate").asText()
                            + ". Recover it (azureDeploy(builtin: 'lab') does so for the lab's own), or purge it and"
                            + " create it anew.";
                }
            }
        } catch (OperationException e) {
            // Who may not list deleted vaults is told the rest.
        }
        return "There is no " + vault + ": create it first, or correct name and resource group.";
    }
}
