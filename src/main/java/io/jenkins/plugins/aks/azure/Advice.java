package io.jenkins.plugins.aks.azure;

import java.util.Map;

/** What to do about the codes that Azure Resource Manager and AKS answer with. */
final class Advice {
    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry(
                    "AuthorizationFailed",
                    "Give the credential a role that allows it at this scope (Contributor for resources, Role Based"
                            + " Access Control Administrator for role assignments); a new assignment takes up to ten"
                            + " minutes."),
            Map.entry(
                    "LinkedAuthorizationFailed",
                    "Give the credential a role on the linked resource that the message names as well."),
            Map.entry("InvalidAuthenticationToken", "Check that the credential belongs to this cloud and tenant."),
            Map.entry(
                    "InvalidAuthenticationTokenTenant",
                    "The credential is of another tenant than the subscription: use one of the subscription's tenant."),
            Map.entry(
                    "SubscriptionNotFound",
                    "Check the subscription id, and that the credential has a role in that subscription."),
            Map.entry(
                    "QuotaExceeded",
                    "Ask for more quota for this VM family in this region, or choose fewer nodes, another size or"
                            + " region."),
            Map.entry(
                    "InsufficientVCPUQuota",
                    "Ask for more quota for this VM family in this region, or choose fewer nodes, another size or"
                            + " region."),
            Map.entry(
                    "SkuNotAvailable",
                    "Choose a VM size, zones or a region in which the subscription may use that size."),
            Map.entry("AvailabilityZoneNotSupported", "Choose zones that the region offers for this VM size, or none."),
            Map.entry("VMSizeNotSupported", "Choose another VM size."),
            Map.entry(
                    "InvalidResourceGroupLocation",
                    "The group exists in another location: use that location, or another group name."),
            Map.entry(
                    "InvalidResourceLocation",
                    "The resource exists in another location: use that one, or another name."),
            Map.entry("LocationNotAvailableForResourceType", "Choose one of the regions that the message names."),
            Map.entry(
                    "MissingSubscriptionRegistration",
                    "Register the resource provider that the message names in the subscription (once per"
                            + " subscription)."),
            Map.entry("NoRegisteredProviderFound", "The region or cloud lacks this resource type or api-version."),
            Map.entry("ResourceGroupNotFound", "Create the resource group first (azureGroup), or check its name."),
            Map.entry("ResourceNotFound", "Check the name, resource group and subscription."),
            Map.entry("ParentResourceNotFound", "Create the parent resource first, or check its name."),
            Map.entry("RequestDisallowedByPolicy", "An Azure Policy forbids this: meet the policy, or ask its owner."),
            Map.entry("ScopeLocked", "Remove the lock that the message names, or work elsewhere."),
            Map.entry("K8sVersionNotSupported", "Choose a Kubernetes version that the region offers."),
            Map.entry("ReservedResourceName", "Choose another name."),
            Map.entry(
                    "ForbiddenByRbac",
                    "Give the credential a role for the vault's contents, such as Key Vault Secrets Officer (Owner and"
                            + " Contributor have no such right); a new assignment takes up to ten minutes."),
            Map.entry(
                    "AccessDenied",
                    "The vault decides by access policies: add one for the credential with the permission that the"
                            + " message names."),
            Map.entry(
                    "ForbiddenByFirewall",
                    "Let the address of the Jenkins controller in at the vault's firewall, or run the controller in a"
                            + " network that it lets in."),
            Map.entry(
                    "ForbiddenByConnection",
                    "The vault is open to private endpoints only: the Jenkins controller must be in their network."),
            Map.entry(
                    "ForbiddenByPolicy",
                    "The vault is protected against purging: wait until its retention period has passed."),
            Map.entry("SecretDisabled", "Enable the secret's version, or name another version."),
            Map.entry("EtagMismatch", "Somebody changed the resource meanwhile: run the step again."));

    private Advice() {}

    /** A sentence that says what to do next. */
    static String about(ServiceError error, int status) {
        if (BY_CODE.containsKey(error.code())) {
            return BY_CODE.get(error.code());
        }
        return error.codes().stream()
                .filter(BY_CODE::containsKey)
                .sorted()
                .findFirst()
                .map(BY_CODE::get)
                .orElseGet(() -> byStatus(status));
    }

    private static String byStatus(int status) {
        return switch (status) {
            case 400 -> "Correct the parameter that the message names.";
            case 401 -> "Check that the credential is valid for this cloud and tenant.";
            case 403 -> "Give the credential a role that allows it, or ask who owns the policy or firewall that"
                    + " forbids it.";
            case 404 -> "Check the name, resource group and subscription.";
            case 409 -> "Look at the resource's state in the portal, and run the step again once the conflict is gone.";
            case 412 -> "Somebody changed the resource meanwhile: run the step again.";
            default -> "Look the correlation id up in the activity log of the resource group.";
        };
    }
}
