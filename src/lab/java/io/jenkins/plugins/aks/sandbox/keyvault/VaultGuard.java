package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may do what in a vault: by network, then by Azure RBAC or the vault's access policies. What was denied by Azure RBAC
 * stays denied for a while, since the real one remembers its answers as well.
 */
public final class VaultGuard {
    static final Duration REMEMBERED = Duration.ofSeconds(25);
    private static final String ADDRESS = "127.0.0.1";

    private final Map<String, Instant> denied = new ConcurrentHashMap<>();
    private final Sandbox sandbox;

    VaultGuard(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** @throws VaultRefusal 403 */
    void requireNetwork(Vault vault, JsonNode caller) {
        JsonNode properties = vault.document().properties();
        if (properties.path("publicNetworkAccess").asText().equalsIgnoreCase("Disabled")) {
            throw forbidden(
                    "Public network access is disabled and request is not from a trusted service nor via an approved"
                            + " private link.\r\nCaller: " + name(caller) + "\r\nVault: " + place(vault),
                    "ForbiddenByConnection");
        }
        JsonNode rules = properties.path("networkAcls");
        if (!rules.path("defaultAction").asText("Allow").equalsIgnoreCase("Deny")) {
            return;
        }
        for (JsonNode rule : rules.path("ipRules")) {
            if (rule.path("value").asText().replaceAll("/32$", "").equals(ADDRESS)) {
                return;
            }
        }
        throw forbidden(
                "Client address is not authorized and caller is not a trusted service.\r\nClient address: " + ADDRESS
                        + "\r\nCaller: " + name(caller) + "\r\nVault: " + place(vault),
                "ForbiddenByFirewall");
    }

    void require(VaultCall call, String action, String permission) {
        if (call.vault().usesRoles()) {
            requireRole(call, "Microsoft.KeyVault/vaults/" + action);
        } else {
            requirePolicy(call, action.substring(0, action.indexOf('/')), permission);
        }
    }

    private void requireRole(VaultCall call, String action) {
        String principal = call.caller().path("oid").asText();
        String kind = call.segment(0).replaceAll("^deleted", "");
        String scope = call.vault().id() + (call.segment(1).isEmpty() ? "" : "/" + kind + "/" + call.segment(1));
        String key = principal + " " + action + " " + scope;
        Instant until = denied.getOrDefault(key, Instant.MIN);
        boolean remembered = until.isAfter(sandbox.clock().now());
        if (!remembered && sandbox.rights().allowsData(principal, scope, action)) {
            denied.remove(key);
            return;
        }
        if (!remembered) {
            denied.put(key, sandbox.clock().in(REMEMBERED));
        }
        throw forbidden(
                "Caller is not authorized to perform action on resource.\r\n"
                        + "If role assignments, deny assignments or role definitions were changed recently, please observe"
                        + " propagation time.\r\n"
                        + "Caller: "
                        + name(call.caller()) + "\r\nAction: '" + action + "'\r\nResource: '"
                        + scope.toLowerCase(java.util.Locale.ROOT)
                        + "'\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\nDecisionReason: null \r\nVault: "
                        + place(call.vault()) + "\r\n",
                "ForbiddenByRbac");
    }

    private static void requirePolicy(VaultCall call, String kind, String permission) {
        String principal = call.caller().path("oid").asText();
        for (JsonNode policy : call.vault().document().properties().path("accessPolicies")) {
            if (policy.path("objectId").asText().equalsIgnoreCase(principal)) {
                for (JsonNode given : policy.path("permissions").path(kind)) {
                    if (given.asText().equalsIgnoreCase(permission)
                            || given.asText().equalsIgnoreCase("all")) {
                        return;
                    }
                }
            }
        }
        throw forbidden(
                "The user, group or application '" + name(call.caller()) + "' does not have " + kind + " " + permission
                        + " permission on key vault '" + place(call.vault())
                        + "'. For help resolving this issue, please see"
                        + " https://go.microsoft.com/fwlink/?linkid=2125287",
                "AccessDenied");
    }

    private static String name(JsonNode caller) {
        return "appid=" + caller.path("appid").asText() + ";oid="
                + caller.path("oid").asText() + ";iss=" + caller.path("iss").asText();
    }

    private static String place(Vault vault) {
        return vault.name() + ";location=" + vault.location();
    }

    private static VaultRefusal forbidden(String message, String inner) {
        return new VaultRefusal(403, "Forbidden", message, inner);
    }
}
