package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Optional;

/** Looks for a role that gives a principal a right, itself or by a group, at a scope or above. */
public final class RoleSearch {
    /** To read the value of a secret, on a key vault. */
    public static final String READ_SECRET = "Microsoft.KeyVault/vaults/secrets/getSecret/action";

    private RoleSearch() {}

    /**
     * The name of such a role; one that was just assigned may not count yet.
     *
     * @param principal an object id
     * @param action on a service's own endpoint, e.g. {@link #READ_SECRET}
     */
    public static Optional<String> giving(Arm arm, String scope, String principal, String action)
            throws OperationException, TransientException {
        String filter = "?$filter=atScope()%20and%20assignedTo('" + principal + "')";
        for (JsonNode assignment : arm.list(scope + RoleAssignments.PATH + filter, Role.API_VERSION)) {
            String definition = assignment.at("/properties/roleDefinitionId").asText();
            Role role = Role.find(arm, scope, definition.substring(definition.lastIndexOf('/') + 1));
            if (role.givesData(action)) {
                return Optional.of(role.name());
            }
        }
        return Optional.empty();
    }
}
