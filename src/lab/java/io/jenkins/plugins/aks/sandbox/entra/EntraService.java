package io.jenkins.plugins.aks.sandbox.entra;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;
import java.util.List;
import java.util.Locale;

/** The paths below an authority: {@code /{tenant}/…}, {@code /adfs/…}; and the managed identity endpoint. */
final class EntraService implements WebService {
    private final Sandbox sandbox;
    private final TokenEndpoint tokens;
    private final ManagedIdentityEndpoint managedIdentity;
    private final Discovery discovery;

    EntraService(Sandbox sandbox) {
        this.sandbox = sandbox;
        TokenIssuer issuer = new TokenIssuer(sandbox);
        this.tokens = new TokenEndpoint(sandbox, issuer);
        this.managedIdentity = new ManagedIdentityEndpoint(sandbox, issuer);
        this.discovery = new Discovery(sandbox.url(), sandbox.credentials().tenantId());
    }

    @Override
    public WebResponse answer(WebRequest request) {
        try {
            return route(request);
        } catch (EntraRefusal e) {
            return e.response(request, sandbox.clock().now());
        }
    }

    private WebResponse route(WebRequest request) {
        List<String> path = request.segments();
        if (path.isEmpty()) {
            return notFound(request);
        }
        String rest = String.join("/", path.subList(1, path.size())).toLowerCase(Locale.ROOT);
        String tenant = path.get(0);
        return switch (request.method() + " " + rest) {
            case "POST oauth2/v2.0/token", "POST oauth2/token" -> tokens.answer(request, tenant);
            case "GET v2.0/.well-known/openid-configuration", "GET .well-known/openid-configuration" -> {
                tokens.requireTenant(tenant);
                yield WebResponse.json(200, discovery.configuration(tenant));
            }
            case "GET discovery/v2.0/keys", "GET discovery/keys" -> WebResponse.json(
                    200, sandbox.tokens().keySet());
            case "GET discovery/instance" -> WebResponse.json(200, discovery.instance());
            case "GET identity/oauth2/token" -> tenant.equals("metadata")
                    ? managedIdentity.answer(request)
                    : notFound(request);
            default -> notFound(request);
        };
    }

    private static WebResponse notFound(WebRequest request) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("code", "NotFound")
                .put("message", "Nothing answers " + request.method() + " " + request.path() + " here.");
        return WebResponse.json(404, body);
    }
}
