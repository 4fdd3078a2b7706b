package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** A built-in role of Azure RBAC: {@code /sandbox/roles.json}. */
public record RoleDefinition(ObjectNode json) {

    public static List<RoleDefinition> all() {
        return StreamSupport.stream(Json.resource("/sandbox/roles.json").spliterator(), false)
                .map(role -> new RoleDefinition((ObjectNode) role))
                .toList();
    }

    /** @param idOrName the last segment of a role definition's id, or the role's name; in any case */
    public static Optional<RoleDefinition> find(String idOrName) {
        return all().stream()
                .filter(role ->
                        role.id().equalsIgnoreCase(idOrName) || role.name().equalsIgnoreCase(idOrName))
                .findFirst();
    }

    /** A GUID. */
    public String id() {
        return json.path("name").asText();
    }

    /** e.g. {@code Key Vault Secrets User}. */
    public String name() {
        return json.path("roleName").asText();
    }

    /** @param action e.g. {@code Microsoft.KeyVault/vaults/write} */
    public boolean allows(String action) {
        return matches("actions", action) && !matches("notActions", action);
    }

    /** @param action e.g. {@code Microsoft.KeyVault/vaults/secrets/getSecret/action} */
    public boolean allowsData(String action) {
        return matches("dataActions", action) && !matches("notDataActions", action);
    }

    private boolean matches(String list, String action) {
        for (JsonNode pattern : json.path(list)) {
            String expression =
                    Pattern.quote(pattern.asText().toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
            if (action.toLowerCase(Locale.ROOT).matches(expression)) {
                return true;
            }
        }
        return false;
    }
}
