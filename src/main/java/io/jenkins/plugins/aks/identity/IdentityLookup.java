package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.Role;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;
import java.util.Optional;

/** What Azure says of an identity. */
final class IdentityLookup {
    private static final String READ = "Microsoft.KeyVault/vaults/secrets/getSecret/action";

    private final Arm arm;
    private final String subscription;

    IdentityLookup(Arm arm, String subscription) {
        this.arm = arm;
        this.subscription = subscription;
    }

    /** A managed identity of the subscription by its client id. */
    Optional<JsonNode> byClientId(String clientId) throws OperationException, TransientException {
        String all = "/subscriptions/" + subscription + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities";
        return arm.list(all, FederationSpec.API_VERSION).stream()
                .filter(identity -> identity.at("/properties/clientId").asText().equalsIgnoreCase(clientId))
                .findFirst();
    }

    List<JsonNode> credentials(JsonNode identity) throws OperationException, TransientException {
        return arm.list(identity.path("id").asText() + "/federatedIdentityCredentials", FederationSpec.API_VERSION);
    }

    /** The name of a role that gives the right to read secrets, at the vault or above; it may not count yet. */
    Optional<String> roleToRead(JsonNode identity, String vaultId) throws OperationException, TransientException {
        String principal = identity.at("/properties/principalId").asText();
        List<JsonNode> assignments = arm.list(
                vaultId + "/providers/Microsoft.Authorization/roleAssignments?$filter=principalId%20eq%20'" + principal
                        + "'",
                Role.API_VERSION);
        for (JsonNode assignment : assignments) {
            String definition = assignment.at("/properties/roleDefinitionId").asText();
            Role role = Role.find(arm, vaultId, definition.substring(definition.lastIndexOf('/') + 1));
            if (role.givesData(READ)) {
                return Optional.of(role.name());
            }
        }
        return Optional.empty();
    }
}
