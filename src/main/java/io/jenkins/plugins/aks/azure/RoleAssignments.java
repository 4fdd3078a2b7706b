package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;
import java.util.Map;

/** The role assignments of one principal at one scope. */
final class RoleAssignments {
    static final String PATH = "/providers/Microsoft.Authorization/roleAssignments";

    private RoleAssignments() {}

    /** Those at this very scope, not inherited ones, whatever their names are. */
    static List<JsonNode> of(Arm arm, RoleGrant grant, Role role) throws OperationException, TransientException {
        String filter = "?$filter=principalId%20eq%20'" + grant.principalId() + "'";
        return arm.list(grant.scope() + PATH + filter, Role.API_VERSION).stream()
                .filter(assignment -> isOf(assignment.path("properties"), grant, role))
                .toList();
    }

    private static boolean isOf(JsonNode properties, RoleGrant grant, Role role) {
        String definition = properties.path("roleDefinitionId").asText();
        return properties.path("scope").asText().replaceAll("/+$", "").equalsIgnoreCase(grant.scope())
                && properties.path("principalId").asText().equalsIgnoreCase(grant.principalId())
                && definition.substring(definition.lastIndexOf('/') + 1).equalsIgnoreCase(role.id());
    }

    /** Says what the caller lacks; other refusals stay as they are. */
    static ArmException explained(ArmException e, RoleGrant grant, String what) {
        if (!e.code().equals("AuthorizationFailed")) {
            return e;
        }
        Map<String, String> data = e.data();
        return new ArmException(
                e.status(),
                e.code(),
                grant.subject() + ": this credential may not " + what + " (" + e.code()
                        + "). It needs Owner, User Access"
                        + " Administrator or Role Based Access Control Administrator at " + grant.scope()
                        + " or above; a new assignment takes up to ten minutes. The service says: "
                        + data.getOrDefault(ArmException.SERVICE_MESSAGE, e.getMessage()),
                data);
    }
}
