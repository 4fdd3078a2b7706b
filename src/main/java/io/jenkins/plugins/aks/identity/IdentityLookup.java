package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.RoleSearch;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;
import java.util.Optional;

/** What Azure says of an identity. */
final class IdentityLookup {
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
        return RoleSearch.giving(
                arm, vaultId, identity.at("/properties/principalId").asText(), RoleSearch.READ_SECRET);
    }
}
