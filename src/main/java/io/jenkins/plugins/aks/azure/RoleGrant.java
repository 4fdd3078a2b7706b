package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.InvalidParameterException;

/**
 * Who is to have which role where.
 *
 * @param scope the id of a subscription, resource group or resource
 * @param role a role's name or GUID
 * @param principalId an object id of the directory
 * @param principalType {@code User}, {@code Group} or {@code ServicePrincipal}; empty where only the directory knows
 */
public record RoleGrant(String scope, String role, String principalId, String principalType) {

    /** @throws InvalidParameterException for a scope that is no path, and for a principal that is no GUID */
    public static RoleGrant of(String scope, String role, String principalId, String principalType)
            throws InvalidParameterException {
        if (!scope.startsWith("/")) {
            throw new InvalidParameterException(
                    "scope",
                    scope,
                    "the id of a subscription, resource group or resource: /subscriptions/…",
                    "Give the whole id, as the step that made the resource returns it.");
        }
        if (!Role.isGuid(principalId)) {
            throw new InvalidParameterException(
                    "principal",
                    principalId,
                    "an object id, a GUID",
                    "Give the object id, not the application's id or name.");
        }
        return new RoleGrant(scope.replaceAll("/+$", ""), role, principalId, principalType);
    }

    /** What the log calls it. */
    String subject() {
        return subject(role);
    }

    /** The same, by the role's name where it was given by its GUID. */
    String subject(Role found) {
        return subject(found.name());
    }

    private String subject(String roleName) {
        return "role " + roleName + " of " + principalId + " on "
                + ResourceId.parse(scope).name();
    }

    /** The same name for the same grant, so that it is made once whoever asks and how often. */
    String name(Role found) {
        return StableGuid.of(scope, principalId, found.id());
    }
}
