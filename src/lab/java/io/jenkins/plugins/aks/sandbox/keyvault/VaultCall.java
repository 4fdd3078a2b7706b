package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import java.util.List;

/**
 * An authenticated request to a vault's endpoint.
 *
 * @param caller the claims of the access token
 */
public record VaultCall(Sandbox sandbox, Vault vault, WebRequest request, ObjectNode caller, VaultGuard guard) {

    /** The segments of the path, e.g. {@code secrets}, the secret's name, its version. */
    public List<String> path() {
        return request.segments();
    }

    /** A segment of the path; empty where there is none. */
    public String segment(int index) {
        return index < path().size() ? path().get(index) : "";
    }

    public String method() {
        return request.method();
    }

    /** @throws VaultRefusal 400 for a body that is no JSON object */
    public ObjectNode body() {
        try {
            return request.json();
        } catch (IllegalArgumentException e) {
            throw VaultRefusal.badParameter("The request body is not valid: " + e.getMessage());
        }
    }

    /**
     * Goes on where the caller may do this.
     *
     * @param action for Azure RBAC, below {@code Microsoft.KeyVault/vaults/}, e.g. {@code secrets/getSecret/action}
     * @param permission for access policies, e.g. {@code get}
     * @throws VaultRefusal 403
     */
    public void require(String action, String permission) {
        guard.require(this, action, permission);
    }

    /** What this kind of object is kept in. */
    public VaultItems items(String kind) {
        return new VaultItems(sandbox, vault, kind);
    }
}
