package io.jenkins.plugins.aks.identity;

import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.StableGuid;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is wanted of a federation.
 *
 * @param identityId the managed identity's resource id
 * @param location of an identity that is to be made; empty for that of the resource group
 * @param role empty for none
 */
record FederationSpec(
        String group,
        String clusterId,
        String cluster,
        String identityId,
        String identity,
        List<ServiceAccountName> accounts,
        String location,
        String role,
        String scope,
        String audience) {
    static final String API_VERSION = "2023-01-31";

    /** How many federated credentials an identity can have. */
    static final int MOST = 20;

    private static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

    static FederationSpec of(
            AksScope where,
            String identity,
            List<String> serviceAccounts,
            String location,
            String role,
            String scope,
            String audience)
            throws InvalidParameterException {
        if (identity == null || !identity.matches("[A-Za-z0-9][-\\w]{2,127}")) {
            throw new InvalidParameterException(
                    "identity",
                    identity,
                    "the name of a managed identity in the resource group: 3 to 128 letters, digits, hyphens,"
                            + " underscores",
                    "One that does not exist is made.");
        }
        Set<ServiceAccountName> accounts = new LinkedHashSet<>();
        for (String text : serviceAccounts) {
            accounts.add(ServiceAccountName.parse("serviceAccounts", text));
        }
        if (accounts.isEmpty() || accounts.size() > MOST) {
            throw new InvalidParameterException(
                    "serviceAccounts",
                    accounts.size(),
                    "1 to " + MOST + " service accounts: an identity has at most " + MOST + " federated credentials",
                    "E.g. serviceAccounts: ['pets/order-service'].");
        }
        if ((role == null) != (scope == null)) {
            throw new InvalidParameterException(
                    role == null ? "role" : "scope",
                    null,
                    "role and scope together, or neither",
                    "E.g. role: 'Key Vault Secrets User', scope: lab.keyVaultId.");
        }
        if (scope != null && !scope.startsWith("/subscriptions/")) {
            throw new InvalidParameterException(
                    "scope",
                    scope,
                    "a resource id: /subscriptions/…",
                    "Give it as the step that made the resource returns it.");
        }
        return new FederationSpec(
                where.groupId(),
                where.clusterId(),
                where.cluster(),
                where.groupId() + "/providers/" + TYPE + "/" + identity,
                identity,
                List.copyOf(accounts),
                location,
                role == null ? "" : role,
                scope == null ? "" : scope,
                audience);
    }

    static boolean isPresent(String state) throws InvalidParameterException {
        if (!state.equals(FederateIdentityStep.PRESENT) && !state.equals("absent")) {
            throw new InvalidParameterException("state", state, "present, absent", "Choose one of them.");
        }
        return state.equals(FederateIdentityStep.PRESENT);
    }

    ResourceTarget identityTarget() {
        return ResourceTarget.of("managed identity " + identity, identityId, API_VERSION);
    }

    String credentials() {
        return identityId + "/federatedIdentityCredentials";
    }

    /** The same name for the same cluster and account, so that two builds make one. */
    String credentialName(ServiceAccountName account) {
        String plain = (account.namespace() + "-" + account.name()).replaceAll("[^a-z0-9-]", "-");
        String unique = StableGuid.of(clusterId, account.subject()).substring(0, 8);
        return (plain.length() > 100 ? plain.substring(0, 100) : plain) + "-" + unique;
    }

    ResourceTarget credential(ServiceAccountName account, String name) {
        return ResourceTarget.of("federated credential of " + account, credentials() + "/" + name, API_VERSION);
    }
}
