package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import java.time.Instant;
import java.util.Set;

/** Accepts the tokens that the simulated Entra gave out for Resource Manager. */
final class ArmAuthentication {
    private static final Set<String> PUBLIC_AUDIENCES =
            Set.of("https://management.azure.com", "https://management.core.windows.net");

    private final Sandbox sandbox;

    ArmAuthentication(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    ObjectNode caller(WebRequest request) {
        String token = request.bearer()
                .orElseThrow(() -> refusal(
                        "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."));
        ObjectNode claims = sandbox.tokens()
                .signed(token)
                .orElseThrow(() -> refusal("InvalidAuthenticationToken", "The access token is invalid."));
        Instant expiry = Instant.ofEpochSecond(claims.path("exp").asLong());
        if (!expiry.isAfter(sandbox.clock().now())) {
            throw refusal(
                    "ExpiredAuthenticationToken",
                    "The access token expiry UTC time '" + expiry + "' is earlier than current UTC time '"
                            + sandbox.clock().now() + "'.");
        }
        String audience = claims.path("aud").asText().replaceAll("/+$", "");
        if (!audience.equals(sandbox.url()) && !PUBLIC_AUDIENCES.contains(audience)) {
            throw refusal(
                    "InvalidAuthenticationTokenAudience",
                    "The access token has been obtained for wrong audience or resource '" + audience
                            + "'. It should exactly match with one of the allowed audiences '" + sandbox.url()
                            + "/','https://management.azure.com/','https://management.core.windows.net/'.");
        }
        return claims;
    }

    private ArmRefusal refusal(String code, String message) {
        return new ArmRefusal(401, code, message)
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"" + sandbox.url() + "/"
                                + sandbox.credentials().tenantId() + "\", error=\"invalid_token\"");
    }
}
