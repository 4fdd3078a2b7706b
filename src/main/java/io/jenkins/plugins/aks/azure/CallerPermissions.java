package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.List;
import java.util.Optional;

/**
 * Whether Resource Manager counts a role of the caller itself: it lists what the caller may do at a scope.
 *
 * @param <S> the session
 */
public final class CallerPermissions<S> implements RoleProbe<S> {
    private static final String PATH = "/providers/Microsoft.Authorization/permissions";

    private final String scope;
    private final ArmAccess<S> access;

    /** @param scope the id of a resource group or a resource; a subscription has no such list */
    public CallerPermissions(String scope, ArmAccess<S> access) {
        this.scope = scope;
        this.access = access;
    }

    @Override
    public Optional<String> missing(S session, Role role) throws OperationException, TransientException {
        List<JsonNode> counted = access.arm().apply(session).list(scope + PATH, Role.API_VERSION);
        for (JsonNode wanted : role.definition().at("/properties/permissions")) {
            Optional<String> missing = missing(counted, wanted, "actions", "notActions")
                    .or(() -> missing(counted, wanted, "dataActions", "notDataActions"));
            if (missing.isPresent()) {
                return Optional.of("Azure Resource Manager does not list " + missing.get()
                        + " among this credential's permissions at " + scope);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> missing(List<JsonNode> counted, JsonNode wanted, String allowed, String denied) {
        for (JsonNode action : wanted.path(allowed)) {
            boolean covered = counted.stream()
                    .anyMatch(permission -> Role.matches(permission.path(allowed), action.asText())
                            && !Role.matches(permission.path(denied), action.asText()));
            if (!covered) {
                return Optional.of(action.asText());
            }
        }
        return Optional.empty();
    }
}
