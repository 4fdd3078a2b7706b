package io.jenkins.plugins.aks.sandbox.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;

/** Whether an identity trusts the issuer, subject and audience of a token; each must be the same to the letter. */
final class FederationMatch {
    private final Sandbox sandbox;
    private final List<JsonNode> known;

    FederationMatch(Sandbox sandbox, ObjectNode principal) {
        this.sandbox = sandbox;
        this.known = StreamSupport.stream(principal.path("federated").spliterator(), false)
                .filter(this::isKnown)
                .toList();
    }

    private boolean isKnown(JsonNode federated) {
        String known = federated.path("known").asText();
        return known.isEmpty() || !Instant.parse(known).isAfter(sandbox.clock().now());
    }

    static boolean fits(JsonNode federated, JsonNode claims) {
        return same(federated, "issuer", claims, "iss")
                && same(federated, "subject", claims, "sub")
                && same(federated, "audience", claims, "aud");
    }

    /** @throws EntraRefusal naming the first that does not match */
    void require(JsonNode claims) {
        if (known.isEmpty()) {
            throw new EntraRefusal(
                    401, "invalid_client", 70025, "The client has no configured federated identity credentials.");
        }
        List<JsonNode> issuers = known.stream()
                .filter(each -> same(each, "issuer", claims, "iss"))
                .toList();
        if (issuers.isEmpty()) {
            throw refusal(700211, "issuer", claims.path("iss"));
        }
        List<JsonNode> subjects = issuers.stream()
                .filter(each -> same(each, "subject", claims, "sub"))
                .toList();
        if (subjects.isEmpty()) {
            throw refusal(700213, "subject", claims.path("sub"));
        }
        if (subjects.stream().noneMatch(each -> same(each, "audience", claims, "aud"))) {
            throw refusal(700212, "audience", claims.path("aud"));
        }
    }

    private static boolean same(JsonNode federated, String field, JsonNode claims, String claim) {
        return federated.path(field).asText().equals(claims.path(claim).asText());
    }

    private static EntraRefusal refusal(int number, String what, JsonNode value) {
        return new EntraRefusal(
                401,
                "invalid_client",
                number,
                "No matching federated identity record found for presented assertion " + what + " '" + value.asText()
                        + "'. Please check your federated identity credential Subject, Audience and Issuer against the"
                        + " presented assertion.");
    }
}
