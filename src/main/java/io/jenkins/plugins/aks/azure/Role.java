package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A role of Azure RBAC (azure-operations section 14).
 *
 * @param id the GUID of its definition
 * @param name e.g. {@code Key Vault Secrets User}
 * @param definition as the service gives it
 */
public record Role(String id, String name, JsonNode definition) {
    static final String DEFINITIONS = "/providers/Microsoft.Authorization/roleDefinitions";

    /** Of role definitions, role assignments and permissions. */
    public static final String API_VERSION = "2022-04-01";

    private static final String GUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** True for the id of a principal, a role or a tenant. */
    public static boolean isGuid(String text) {
        return text.matches(GUID);
    }

    /**
     * Looks a role up where it is to be assigned, since a role of one's own is not known everywhere.
     *
     * @param wanted its name in any case, or its GUID
     * @throws InvalidParameterException where there is none, or more than one of this name
     */
    public static Role find(Arm arm, String scope, String wanted) throws OperationException, TransientException {
        if (isGuid(wanted)) {
            return arm.find(scope + DEFINITIONS + "/" + wanted.toLowerCase(Locale.ROOT), API_VERSION)
                    .map(found -> of(found.body()))
                    .orElseThrow(() -> unknown(scope, wanted));
        }
        String filter = "roleName eq '" + wanted.replace("'", "''") + "'";
        String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8).replace("+", "%20");
        List<JsonNode> found = arm.list(scope + DEFINITIONS + "?$filter=" + encoded, API_VERSION);
        if (found.size() > 1) {
            throw new InvalidParameterException(
                    "role",
                    wanted,
                    "a name that one role has; " + found.size() + " have this one",
                    "Give the role's GUID instead: "
                            + String.join(
                                    ", ",
                                    found.stream()
                                            .map(role -> role.path("name").asText())
                                            .toList())
                            + ".");
        }
        return found.stream().findFirst().map(Role::of).orElseThrow(() -> unknown(scope, wanted));
    }

    private static InvalidParameterException unknown(String scope, String wanted) {
        return new InvalidParameterException(
                "role",
                wanted,
                "the name or the GUID of a role that can be assigned at " + scope,
                "Correct the spelling, e.g. 'Key Vault Secrets User'; a role of one's own must be assignable at this"
                        + " scope.");
    }

    private static Role of(JsonNode definition) {
        return new Role(
                definition.path("name").asText(),
                definition.at("/properties/roleName").asText(),
                definition);
    }

    /** Whether it gives a right on a service's own endpoint, e.g. {@code Microsoft.KeyVault/vaults/secrets/getSecret/action}. */
    public boolean givesData(String action) {
        for (JsonNode permission : definition.at("/properties/permissions")) {
            if (matches(permission.path("dataActions"), action)
                    && !matches(permission.path("notDataActions"), action)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the patterns, in which a star is any text, has this action. */
    static boolean matches(JsonNode patterns, String action) {
        for (JsonNode pattern : patterns) {
            String expression =
                    Pattern.quote(pattern.asText().toLowerCase(Locale.ROOT)).replace("*", "\\E.*\\Q");
            if (action.toLowerCase(Locale.ROOT).matches(expression)) {
                return true;
            }
        }
        return false;
    }
}
