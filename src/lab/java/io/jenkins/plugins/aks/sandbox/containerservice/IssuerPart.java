package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxPart;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;
import java.util.List;

/** The clusters' OIDC issuers, {@code {url}/oidc/{key}/}: what the tokens of service accounts are checked with. */
public final class IssuerPart implements SandboxPart {
    private static final String KEYS = "openid/v1/jwks";

    @Override
    public void install(Sandbox sandbox) {
        WebService issuers = request -> answer(sandbox, request);
        sandbox.mount("/oidc", issuers);
    }

    private static WebResponse answer(Sandbox sandbox, WebRequest request) {
        List<String> path = request.segments();
        String key = path.size() > 1 ? path.get(1) : "";
        String issuer = sandbox.url() + "/oidc/" + key + "/";
        boolean isOpen = sandbox.store()
                .get("k8s/" + key + "/desired")
                .filter(desired -> desired.at("/cluster/properties/oidcIssuerProfile/enabled")
                        .asBoolean())
                .isPresent();
        String rest = String.join("/", path.subList(Math.min(2, path.size()), path.size()));
        if (isOpen && request.method().equals("GET") && rest.equals(".well-known/openid-configuration")) {
            return WebResponse.json(200, configuration(issuer));
        }
        if (isOpen && request.method().equals("GET") && rest.equals(KEYS)) {
            return WebResponse.json(200, sandbox.tokens().keySet());
        }
        ObjectNode body = Json.object();
        body.putObject("error").put("code", "NotFound").put("message", "There is no " + request.path() + ".");
        return WebResponse.json(404, body);
    }

    private static ObjectNode configuration(String issuer) {
        ObjectNode document = Json.object().put("issuer", issuer).put("jwks_uri", issuer + KEYS);
        document.putArray("response_types_supported").add("id_token");
        document.putArray("subject_types_supported").add("public");
        document.putArray("id_token_signing_alg_values_supported").add("RS256");
        return document;
    }
}
