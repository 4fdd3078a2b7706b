package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Azure RBAC: what a principal may do where, by the roles that it or one of its groups has there or above. A new role
 * counts only after a while. What the directory's document of a principal names as {@code azureRoles} counts on the
 * whole subscription, at once.
 */
public final class Rights {
    /** How long a new role assignment takes until it counts, simulated. */
    public static final Duration PROPAGATION = Duration.ofSeconds(75);

    private final RoleAssignments assignments;
    private final Principals principals;
    private final SandboxClock clock;
    private final String subscription;

    Rights(RoleAssignments assignments, Principals principals, SandboxClock clock, String subscriptionId) {
        this.assignments = assignments;
        this.principals = principals;
        this.clock = clock;
        this.subscription = "/subscriptions/" + subscriptionId;
    }

    /**
     * For Resource Manager.
     *
     * @param principal an object id
     * @param scope a resource's id; what is below it may follow
     * @param action e.g. {@code Microsoft.KeyVault/vaults/write}
     */
    public boolean allows(String principal, String scope, String action) {
        return effective(principal, scope).stream().anyMatch(role -> role.allows(action));
    }

    /**
     * For the data plane of a service.
     *
     * @param action e.g. {@code Microsoft.KeyVault/vaults/secrets/getSecret/action}
     */
    public boolean allowsData(String principal, String scope, String action) {
        return effective(principal, scope).stream().anyMatch(role -> role.allowsData(action));
    }

    /** The names of the roles that count at a scope. */
    public List<String> roles(String principal, String scope) {
        return effective(principal, scope).stream().map(RoleDefinition::name).toList();
    }

    /** True where the principal has any role anywhere in the subscription, as listing it needs. */
    public boolean hasAny(String principal) {
        Set<String> who = who(principal);
        return !principals.roles(principal).isEmpty()
                || assignments.all().stream().anyMatch(a -> counts(a) && who.contains(principalOf(a)));
    }

    /** The roles that count at a scope. */
    public List<RoleDefinition> effective(String principal, String scope) {
        List<RoleDefinition> roles = new ArrayList<>();
        if (RoleAssignments.isWithin(scope, subscription)) {
            principals.roles(principal).forEach(name -> RoleDefinition.find(name)
                    .ifPresent(roles::add));
        }
        Set<String> who = who(principal);
        for (ObjectNode assignment : assignments.all()) {
            if (who.contains(principalOf(assignment))
                    && RoleAssignments.isWithin(scope, assignment.path("scope").asText())
                    && counts(assignment)) {
                RoleDefinition.find(assignment.path("role").asText()).ifPresent(roles::add);
            }
        }
        return roles;
    }

    private boolean counts(ObjectNode assignment) {
        return !Instant.parse(assignment.path("effective").asText()).isAfter(clock.now());
    }

    private Set<String> who(String principal) {
        Set<String> who = new LinkedHashSet<>();
        who.add(principal.toLowerCase(Locale.ROOT));
        principals.byObjectId(principal).ifPresent(document -> {
            for (JsonNode group : document.path("groups")) {
                who.add(group.asText().toLowerCase(Locale.ROOT));
            }
        });
        return who;
    }

    private static String principalOf(ObjectNode assignment) {
        return assignment.path("principal").asText().toLowerCase(Locale.ROOT);
    }
}
