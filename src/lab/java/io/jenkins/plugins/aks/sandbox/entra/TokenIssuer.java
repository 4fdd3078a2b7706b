package io.jenkins.plugins.aks.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.time.Instant;

/** Makes access tokens for applications; they live as long as {@code /sandbox/limits.json} says. */
final class TokenIssuer {
    private final Sandbox sandbox;

    TokenIssuer(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    long seconds() {
        return sandbox.data().get("limits").path("tokenSeconds").asLong();
    }

    /** @param proof how the application authenticated: 1 secret, 2 certificate or assertion */
    String issue(ObjectNode principal, String audience, int proof, String unique) {
        Instant now = sandbox.clock().now();
        String tenant = sandbox.credentials().tenantId();
        ObjectNode claims = Json.object()
                .put("aud", audience)
                .put("iss", sandbox.url() + "/" + tenant + "/")
                .put("iat", now.getEpochSecond())
                .put("nbf", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + seconds())
                .put("appid", principal.path("clientId").asText())
                .put("appidacr", String.valueOf(proof))
                .put("idp", sandbox.url() + "/" + tenant + "/")
                .put("idtyp", "app")
                .put("oid", principal.path("objectId").asText())
                .put("sub", principal.path("objectId").asText())
                .put("tid", tenant)
                .put("uti", unique)
                .put("ver", "1.0");
        if (principal.path("groups").size() > 0) {
            claims.set("groups", principal.get("groups"));
        }
        return sandbox.tokens().sign(claims);
    }
}
