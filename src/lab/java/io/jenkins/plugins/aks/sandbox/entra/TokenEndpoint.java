package io.jenkins.plugins.aks.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.ClusterAccess;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The OAuth 2 token endpoint, client credentials grant. */
final class TokenEndpoint {
    private static final String DEFAULT = "/.default";
    private static final Set<String> RESOURCES = Set.of(
            "https://management.azure.com",
            "https://management.core.windows.net",
            "https://vault.azure.net",
            "https://dashboard.azure.com",
            "https://prometheus.monitor.azure.com",
            "https://graph.microsoft.com",
            "https://containerregistry.azure.net",
            "ce34e7e5-485f-4d76-964f-b3d2b16d1e4f",
            ClusterAccess.ENTRA_AUDIENCE);

    private final Sandbox sandbox;
    private final TokenIssuer issuer;
    private final ClientProof proof;

    TokenEndpoint(Sandbox sandbox, TokenIssuer issuer) {
        this.sandbox = sandbox;
        this.issuer = issuer;
        this.proof = new ClientProof(sandbox);
    }

    void requireTenant(String tenant) {
        if (!tenant.equalsIgnoreCase(sandbox.credentials().tenantId()) && !tenant.equalsIgnoreCase("adfs")) {
            throw new EntraRefusal(
                    400,
                    "invalid_request",
                    90002,
                    "Tenant '" + tenant + "' not found. Check to make sure you have the correct tenant ID and are"
                            + " signing into the correct cloud.");
        }
    }

    WebResponse answer(WebRequest request, String tenant) {
        requireTenant(tenant);
        Map<String, String> form = request.form();
        String grant = required(form, "grant_type");
        if (!grant.equals("client_credentials")) {
            throw new EntraRefusal(
                    400,
                    "unsupported_grant_type",
                    70003,
                    "The app requested an unsupported grant type '" + grant + "'.");
        }
        String clientId = required(form, "client_id");
        String audience = audience(form);
        boolean federates = form.containsKey("client_assertion");
        Optional<ObjectNode> known = sandbox.principals()
                .byClientId(clientId)
                .filter(p -> federates || !p.path("managedIdentity").asBoolean());
        ObjectNode principal = known.orElseThrow(() -> new EntraRefusal(
                400,
                "unauthorized_client",
                700016,
                "Application with identifier '" + clientId + "' was not found in the directory 'Sandbox'. This can"
                        + " happen if the application has not been installed by the administrator of the tenant."));
        int method = proof.check(principal, form);
        ObjectNode body = Json.object()
                .put("token_type", "Bearer")
                .put("expires_in", issuer.seconds())
                .put("ext_expires_in", issuer.seconds())
                .put("access_token", issuer.issue(principal, audience, method, request.requestId()));
        return WebResponse.json(200, body).with("Cache-Control", "no-store");
    }

    private String audience(Map<String, String> form) {
        String scope = form.containsKey("resource") ? form.get("resource") + DEFAULT : required(form, "scope");
        for (String candidate : scope.split(" ")) {
            if (candidate.endsWith(DEFAULT)) {
                return knownResource(candidate.substring(0, candidate.length() - DEFAULT.length()));
            }
        }
        throw new EntraRefusal(
                400,
                "invalid_scope",
                1002012,
                "The provided value for scope " + scope + " is not valid. Client credential flows must have a scope"
                        + " value with /.default suffixed to the resource identifier (application ID URI).");
    }

    private String knownResource(String resource) {
        String bare = resource.replaceAll("/+$", "");
        if (!RESOURCES.contains(bare) && !bare.equals(sandbox.url())) {
            throw new EntraRefusal(
                    400,
                    "invalid_resource",
                    500011,
                    "The resource principal named " + resource + " was not found in the tenant named Sandbox.");
        }
        return resource;
    }

    private static String required(Map<String, String> form, String name) {
        String value = form.get(name);
        if (value == null || value.isEmpty()) {
            throw new EntraRefusal(
                    400,
                    "invalid_request",
                    900144,
                    "The request body must contain the following parameter: '" + name + "'.");
        }
        return value;
    }
}
