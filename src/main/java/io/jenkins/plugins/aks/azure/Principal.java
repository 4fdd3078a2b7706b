package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Map;

/**
 * Somebody of the directory who can have roles.
 *
 * @param objectId a GUID
 * @param type {@code User}, {@code Group} or {@code ServicePrincipal}; empty where only the directory knows
 * @param isCaller true for the credential itself
 */
public record Principal(String objectId, String type, boolean isCaller) {
    /** What stands for the credential itself. */
    public static final String ME = "me";

    private static final String IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities";
    private static final String ALLOWED = "'me' for the credential itself, an object id, the id of a resource with an"
            + " identity, or the name of a managed identity in the resource group";
    private static final Map<String, String> API_VERSIONS = Map.of(
            IDENTITIES.toLowerCase(java.util.Locale.ROOT),
            "2023-01-31",
            "microsoft.containerservice/managedclusters",
            ApiVersions.CONTAINER_SERVICE,
            "microsoft.containerregistry/registries",
            "2023-07-01",
            "microsoft.dashboard/grafana",
            "2023-09-01");

    /** Who the credential is. */
    @FunctionalInterface
    public interface Caller {
        WhoAmI ask() throws OperationException, TransientException;
    }

    /** Refuses what can't be a principal; sends nothing. */
    public static void check(String parameter, String given) throws InvalidParameterException {
        boolean good =
                given != null && (given.startsWith("/subscriptions/") || given.matches("[A-Za-z0-9][-\\w]{1,127}"));
        if (!good) {
            throw new InvalidParameterException(parameter, given, ALLOWED, "Give one of these.");
        }
    }

    /**
     * @param group the id of the resource group where a managed identity of a bare name is
     * @param given {@code me}, an object id, a resource id, or a name; see {@link #check}
     */
    public static Principal find(Arm arm, Caller caller, String group, String parameter, String given)
            throws OperationException, TransientException {
        if (given.equals(ME)) {
            WhoAmI me = caller.ask();
            return new Principal(me.objectId(), me.principalType(), true);
        }
        if (Role.isGuid(given)) {
            return new Principal(given, "", given.equalsIgnoreCase(caller.ask().objectId()));
        }
        String id = given.startsWith("/") ? given : group + "/providers/" + IDENTITIES + "/" + given;
        return ofResource(arm, parameter, given, ResourceId.parse(id));
    }

    private static Principal ofResource(Arm arm, String parameter, String given, ResourceId id)
            throws OperationException, TransientException {
        String version = API_VERSIONS.get(id.type().toLowerCase(java.util.Locale.ROOT));
        if (version == null) {
            version = ProviderVersions.newest(arm, id.subscription().orElse(""), id.type());
        }
        ArmResponse found = arm.find(id.toString(), version)
                .orElseThrow(() -> new InvalidParameterException(
                        parameter, given, ALLOWED, "There is no " + id + ": create it first, or correct the name."));
        boolean isIdentity = id.isOf(IDENTITIES);
        String objectId = found.body()
                .at(isIdentity ? "/properties/principalId" : "/identity/principalId")
                .asText();
        if (objectId.isEmpty()) {
            throw new InvalidParameterException(
                    parameter,
                    given,
                    ALLOWED,
                    "The resource has no identity of its own: give it a system-assigned one, or name a managed"
                            + " identity.");
        }
        return new Principal(objectId, "ServicePrincipal", false);
    }
}
