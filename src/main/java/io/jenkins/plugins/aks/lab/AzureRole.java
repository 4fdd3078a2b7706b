package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.azure.CallerPermissions;
import io.jenkins.plugins.aks.azure.Principal;
import io.jenkins.plugins.aks.azure.ResourceId;
import io.jenkins.plugins.aks.azure.RoleAssignment;
import io.jenkins.plugins.aks.azure.RoleGrant;
import io.jenkins.plugins.aks.azure.RoleProbe;
import io.jenkins.plugins.aks.azure.RoleRemoval;
import io.jenkins.plugins.aks.azure.VaultPlace;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A role that a principal has, or has not, at a scope. */
final class AzureRole implements Operation<AksSession> {
    private static final Set<String> TYPES = Set.of("User", "Group", "ServicePrincipal");

    private final String group;
    private final String role;
    private final String principal;
    private final String type;
    private final String scope;
    private final boolean present;
    private final boolean wait;

    private AzureRole(
            String group, String role, String principal, String type, String scope, boolean present, boolean wait) {
        this.group = group;
        this.role = role;
        this.principal = principal;
        this.type = type;
        this.scope = scope;
        this.present = present;
        this.wait = wait;
    }

    /**
     * @param principal see {@link Principal#find}
     * @param type null for the one that the principal has
     * @param scope null for the resource group
     * @param wait whether to wait until the role counts, where that can be told
     */
    static AzureRole of(
            AksScope where, String role, String principal, String type, String scope, String state, boolean wait)
            throws InvalidParameterException {
        if (role == null) {
            throw new InvalidParameterException(
                    "role", null, "the name or the GUID of a role", "E.g. azureRole(role: 'Key Vault Secrets User').");
        }
        Principal.check("principal", principal);
        if (type != null && !TYPES.contains(type)) {
            throw new InvalidParameterException(
                    "principalType",
                    type,
                    "User, Group, ServicePrincipal",
                    "Leave it out where the principal is 'me'.");
        }
        if (!state.equals(AzureRoleStep.PRESENT) && !state.equals("absent")) {
            throw new InvalidParameterException("state", state, "present, absent", "Choose one of them.");
        }
        return new AzureRole(
                where.groupId(),
                role,
                principal,
                type == null ? "" : type,
                scope(where, scope),
                state.equals(AzureRoleStep.PRESENT),
                wait);
    }

    private static String scope(AksScope where, String given) throws InvalidParameterException {
        if (given == null) {
            return where.groupId();
        }
        if (given.startsWith("/subscriptions/")) {
            return given.replaceAll("/+$", "");
        }
        if (given.equals("subscription")) {
            return "/subscriptions/" + where.subscription();
        }
        if (given.matches("[\\w.]+(/[\\w.-]+){2,}") && given.split("/").length % 2 == 1) {
            return where.groupId() + "/providers/" + given;
        }
        throw new InvalidParameterException(
                "scope",
                given,
                "a resource id, 'subscription', or a resource of the group such as Microsoft.KeyVault/vaults/demo",
                "Leave it out for the resource group itself.");
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Principal who = Principal.find(session.arm(), session::caller, group, "principal", principal);
        RoleGrant grant = RoleGrant.of(scope, role, who.objectId(), type.isEmpty() ? who.type() : type);
        if (!present) {
            return new RoleRemoval<>(grant, AksSession.ACCESS).advance(session, journal);
        }
        Optional<RoleProbe<AksSession>> probe = wait && who.isCaller() ? probe() : Optional.empty();
        Turn turn = new RoleAssignment<>(grant, AksSession.ACCESS, probe).advance(session, journal);
        if (turn instanceof Turn.Done done) {
            session.log().line(sentence(done, who.isCaller()));
        }
        return turn;
    }

    private String sentence(Turn.Done done, boolean isCaller) {
        boolean changed = Boolean.TRUE.equals(done.result().get("changed"));
        boolean effective = Boolean.TRUE.equals(done.result().get("effective"));
        return "Role " + done.result().get("role") + " on "
                + ResourceId.parse(scope).name() + ": "
                + (changed ? "assigned" : "assigned before")
                + (effective ? ", and it counts." : changed && !isCaller ? "; it may take ten minutes to count." : ".");
    }

    /** What a vault itself says comes first: it learns of a role later than Resource Manager does. */
    private Optional<RoleProbe<AksSession>> probe() {
        if (ResourceId.parse(scope).isOf(VaultPlace.TYPE)) {
            return Optional.of(new VaultProbe(scope, new CallerPermissions<>(scope, AksSession.ACCESS)));
        }
        return scope.toLowerCase(Locale.ROOT).contains("/resourcegroups/")
                ? Optional.of(new CallerPermissions<>(scope, AksSession.ACCESS))
                : Optional.empty();
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws OperationException, TransientException {
        return Operation.left("the role " + role + " on "
                + ResourceId.parse(scope).name() + " may have been changed; running the step again settles it");
    }
}
