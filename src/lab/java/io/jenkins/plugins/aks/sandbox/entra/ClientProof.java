package io.jenkins.plugins.aks.sandbox.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Pem;
import io.jenkins.plugins.aks.sandbox.Principals;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.Tokens;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;

/** How an application proves who it is: a secret, a certificate's key, or a federated token. */
final class ClientProof {
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final int SECRET = 1;
    private static final int KEY = 2;

    private final Sandbox sandbox;

    ClientProof(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** @return what the token's appidacr says */
    int check(ObjectNode principal, Map<String, String> form) {
        if (form.containsKey("client_assertion")) {
            checkAssertion(principal, form.get("client_assertion"), form.getOrDefault("client_assertion_type", ""));
            return KEY;
        }
        if (!form.containsKey("client_secret")) {
            throw new EntraRefusal(
                    401,
                    "invalid_client",
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }
        if (!Principals.hash(form.get("client_secret"))
                .equals(principal.path("secretHash").asText())) {
            throw new EntraRefusal(
                    401,
                    "invalid_client",
                    7000215,
                    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                            + " value, not the client secret ID, for a secret added to app '"
                            + principal.path("clientId").asText() + "'.");
        }
        return SECRET;
    }

    private void checkAssertion(ObjectNode principal, String assertion, String type) {
        if (!type.equals(ASSERTION)) {
            throw new EntraRefusal(
                    400, "invalid_request", 50027, "The client_assertion_type must be " + ASSERTION + ".");
        }
        JsonNode claims = Tokens.unverified(assertion)
                .orElseThrow(
                        () -> new EntraRefusal(401, "invalid_client", 50027, "JWT token is invalid or malformed."));
        String own = principal.path("clientId").asText();
        Optional<ObjectNode> verified = claims.path("iss").asText().equals(own)
                ? byCertificate(principal, assertion)
                : byFederation(principal, claims, assertion);
        long now = sandbox.clock().now().getEpochSecond();
        if (verified.orElseThrow().path("exp").asLong() <= now) {
            throw new EntraRefusal(
                    401, "invalid_client", 700024, "Client assertion is not within its valid time range.");
        }
    }

    private Optional<ObjectNode> byCertificate(ObjectNode principal, String assertion) {
        for (JsonNode pem : principal.path("certificates")) {
            PublicKey key = Pem.certificate(pem.asText()).getPublicKey();
            Optional<ObjectNode> claims = Tokens.verify(assertion, key)
                    .filter(c -> c.path("aud").asText().startsWith(sandbox.url() + "/"));
            if (claims.isPresent()) {
                return claims;
            }
        }
        throw new EntraRefusal(
                401,
                "invalid_client",
                700027,
                "The certificate with identifier used to sign the client assertion is not registered on application.");
    }

    private Optional<ObjectNode> byFederation(ObjectNode principal, JsonNode claims, String assertion) {
        new FederationMatch(sandbox, principal).require(claims);
        for (JsonNode federated : principal.path("federated")) {
            if (FederationMatch.fits(federated, claims)) {
                Optional<ObjectNode> verified = verify(federated, claims, assertion);
                if (verified.isPresent()) {
                    return verified;
                }
            }
        }
        throw new EntraRefusal(
                401,
                "invalid_client",
                7000272,
                "The signature of the presented assertion could not be verified with the issuer's keys.");
    }

    /** With a certificate that was registered, or with the keys that an issuer of this cloud publishes. */
    private Optional<ObjectNode> verify(JsonNode federated, JsonNode claims, String assertion) {
        if (federated.has("certificate")) {
            PublicKey key =
                    Pem.certificate(federated.path("certificate").asText()).getPublicKey();
            return Tokens.verify(assertion, key);
        }
        boolean ours = claims.path("iss").asText().startsWith(sandbox.url() + "/oidc/");
        return ours ? sandbox.tokens().signed(assertion) : Optional.empty();
    }
}
