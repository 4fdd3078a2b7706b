package io.jenkins.plugins.aks.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.util.Optional;

/** What a virtual machine asks for tokens of its managed identity (the instance metadata service). */
final class ManagedIdentityEndpoint {
    private static final String API_VERSION = "2018-02-01";

    private final Sandbox sandbox;
    private final TokenIssuer issuer;

    ManagedIdentityEndpoint(Sandbox sandbox, TokenIssuer issuer) {
        this.sandbox = sandbox;
        this.issuer = issuer;
    }

    WebResponse answer(WebRequest request) {
        if (!request.header("metadata").orElse("").equalsIgnoreCase("true")) {
            return refusal("Required metadata header not specified");
        }
        if (!request.query("api-version").orElse("").equals(API_VERSION)) {
            return refusal("The api-version must be " + API_VERSION);
        }
        Optional<String> resource = request.query("resource");
        if (resource.isEmpty()) {
            return refusal("Required query variable 'resource' is missing");
        }
        String clientId =
                request.query("client_id").orElseGet(() -> sandbox.ids().guid("managed identity client"));
        return sandbox.principals()
                .byClientId(clientId)
                .filter(p -> p.path("managedIdentity").asBoolean())
                .map(p -> token(p, resource.get(), request.requestId()))
                .orElseGet(() -> refusal("Identity not found"));
    }

    private WebResponse token(ObjectNode principal, String resource, String unique) {
        long now = sandbox.clock().now().getEpochSecond();
        ObjectNode body = Json.object()
                .put("access_token", issuer.issue(principal, resource, 2, unique))
                .put("client_id", principal.path("clientId").asText())
                .put("expires_in", String.valueOf(issuer.seconds()))
                .put("expires_on", String.valueOf(now + issuer.seconds()))
                .put("ext_expires_in", String.valueOf(issuer.seconds()))
                .put("not_before", String.valueOf(now))
                .put("resource", resource)
                .put("token_type", "Bearer");
        return WebResponse.json(200, body);
    }

    private static WebResponse refusal(String why) {
        return WebResponse.json(
                400, Json.object().put("error", "invalid_request").put("error_description", why));
    }
}
