package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;

/** A request that a vault's endpoint does not carry out. */
public final class VaultRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String inner;

    /** @param inner the code that says more, e.g. {@code ForbiddenByRbac}; empty for none */
    public VaultRefusal(int status, String code, String message, String inner) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.inner = inner;
    }

    public static VaultRefusal badParameter(String message) {
        return new VaultRefusal(400, "BadParameter", message, "");
    }

    public static VaultRefusal wrongMethod(String method) {
        return new VaultRefusal(405, "MethodNotAllowed", "The method " + method + " is not allowed here.", "");
    }

    WebResponse response() {
        ObjectNode body = Json.object();
        ObjectNode error = body.putObject("error").put("code", code).put("message", getMessage());
        if (!inner.isEmpty()) {
            error.putObject("innererror").put("code", inner);
        }
        return WebResponse.json(status, body);
    }
}
