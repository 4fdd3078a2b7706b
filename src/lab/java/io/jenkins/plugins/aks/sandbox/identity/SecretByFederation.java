package io.jenkins.plugins.aks.sandbox.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a program with an Azure SDK does in a pod: takes the token of its service account from the file that a volume
 * projects, exchanges it for one of Entra's, and asks the vault with that.
 */
final class SecretByFederation {
    private static final String GET = "main.go:58";
    private static final String TOKEN = "main.go:46";

    private final Sandbox sandbox;
    private final ExecCall call;

    SecretByFederation(Sandbox sandbox, ExecCall call) {
        this.sandbox = sandbox;
        this.call = call;
    }

    String read() throws FederationTrouble {
        String vault = call.environment().getOrDefault("KEYVAULT_URL", "").replaceAll("/+$", "");
        String name = call.environment().getOrDefault("SECRET_NAME", "");
        if (vault.isEmpty() || name.isEmpty()) {
            throw new FederationTrouble(
                    "main.go:30", "\"KEYVAULT_URL and SECRET_NAME environment variables must be set\"");
        }
        String token = exchanged();
        String about = " keyvault=\"" + vault + "\" secretName=\"" + name + "\"";
        WebResponse answer = sandbox.inner()
                .send(
                        "GET",
                        vault + "/secrets/" + name + "?api-version=7.4",
                        Map.of("authorization", "Bearer " + token),
                        "")
                .orElseThrow(() -> new FederationTrouble(
                        GET,
                        "\"failed to get secret from keyvault\" err=\"Get " + vault + "/secrets/" + name
                                + ": dial tcp: lookup: no such host\"" + about));
        JsonNode body = Json.parse(answer.body());
        if (answer.status() != 200) {
            String inner = body.at("/error/innererror/code").asText();
            throw new FederationTrouble(
                    GET,
                    "\"failed to get secret from keyvault\" err=\"keyvault.BaseClient#GetSecret: Failure responding to"
                            + " request: StatusCode=" + answer.status()
                            + " -- Original Error: autorest/azure: Service returned"
                            + " an error. Status=" + answer.status() + " Code=\\\""
                            + body.at("/error/code").asText()
                            + "\\\" Message=\\\""
                            + body.at("/error/message").asText().replaceAll("\\s+", " ")
                            + "\\\" InnerError={\\\"code\\\":\\\"" + inner + "\\\"}\"" + about);
        }
        return body.path("value").asText();
    }

    private String exchanged() throws FederationTrouble {
        Map<String, String> environment = call.environment();
        for (String needed :
                new String[] {"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"
                }) {
            if (environment.getOrDefault(needed, "").isEmpty()) {
                throw new FederationTrouble(
                        TOKEN,
                        "\"failed to acquire token\" err=\"the environment variable " + needed + " is not set\"");
            }
        }
        String assertion = projected(environment.get("AZURE_FEDERATED_TOKEN_FILE"));
        String form = "grant_type=client_credentials&client_id=" + encoded(environment.get("AZURE_CLIENT_ID"))
                + "&scope=" + encoded("https://vault.azure.net/.default") + "&client_assertion_type="
                + encoded("urn:ietf:params:oauth:client-assertion-type:jwt-bearer") + "&client_assertion="
                + encoded(assertion);
        String url =
                environment.get("AZURE_AUTHORITY_HOST") + environment.get("AZURE_TENANT_ID") + "/oauth2/v2.0/token";
        Optional<WebResponse> answer =
                sandbox.inner().send("POST", url, Map.of("content-type", "application/x-www-form-urlencoded"), form);
        JsonNode body = answer.map(found -> (JsonNode) Json.parse(found.body())).orElseGet(Json::object);
        if (answer.isEmpty() || answer.get().status() != 200) {
            throw new FederationTrouble(
                    TOKEN,
                    "\"failed to acquire token\" err=\"" + body.path("error").asText("no answer") + ": "
                            + body.path("error_description").asText() + "\"");
        }
        return body.path("access_token").asText();
    }

    /** The kubelet's file: signed by the cluster's issuer for the audience that the volume names. */
    private String projected(String file) throws FederationTrouble {
        for (JsonNode volume : call.pod().at("/spec/volumes")) {
            for (JsonNode source : volume.at("/projected/sources")) {
                JsonNode token = source.path("serviceAccountToken");
                if (file.endsWith("/" + token.path("path").asText("\u0000"))) {
                    return token(
                            token.path("audience").asText(),
                            token.path("expirationSeconds").asLong(3600));
                }
            }
        }
        throw new FederationTrouble(
                TOKEN, "\"failed to acquire token\" err=\"open " + file + ": no such file or directory\"");
    }

    private String token(String audience, long seconds) {
        long now = sandbox.clock().now().getEpochSecond();
        ObjectNode claims = Json.object()
                .put("iss", sandbox.url() + "/oidc/" + call.cluster().key() + "/")
                .put(
                        "sub",
                        "system:serviceaccount:" + call.namespace() + ":"
                                + call.pod().at("/spec/serviceAccountName").asText())
                .put("iat", now)
                .put("nbf", now)
                .put("exp", now + seconds);
        claims.put("aud", audience);
        return sandbox.tokens().sign(claims);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
