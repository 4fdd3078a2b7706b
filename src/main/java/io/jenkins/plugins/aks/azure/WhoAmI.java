package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import java.io.IOException;
import java.util.Base64;

/**
 * The identity behind an access token, read from its claims. The signature is not verified: the token came from Entra
 * itself over TLS, and nothing is decided by these values (azure-operations section 0, "Who am I").
 *
 * @param objectId in the directory; what role assignments name
 * @param applicationId empty where the token has none
 * @param principalType {@code ServicePrincipal} or {@code User}, as role assignments want it
 */
public record WhoAmI(String objectId, String tenantId, String applicationId, String principalType) {

    /** @param token a JWT for Resource Manager */
    public static WhoAmI of(String token) throws OperationException {
        JsonNode claims = claims(token);
        String objectId = claims.path("oid").asText("");
        if (objectId.isEmpty()) {
            throw new OperationException("the access token has no claim 'oid', so it is unknown which principal the"
                    + " credential is. Use a credential of an application, a managed identity or a user.");
        }
        String application = claims.path("appid").asText(claims.path("azp").asText(""));
        String type = claims.path("idtyp").asText("").equals("app") ? "ServicePrincipal" : "User";
        return new WhoAmI(objectId, claims.path("tid").asText(""), application, type);
    }

    private static JsonNode claims(String token) throws OperationException {
        String[] parts = token.split("\\.", -1);
        if (parts.length >= 2) {
            try {
                return Json.MAPPER.readTree(Base64.getUrlDecoder().decode(parts[1]));
            } catch (IOException | IllegalArgumentException e) {
                // The cause would quote the token.
                throw unreadable();
            }
        }
        throw unreadable();
    }

    private static OperationException unreadable() {
        return new OperationException("the access token is no JWT, so it is unknown which principal the credential is."
                + " Check the cloud's authority.");
    }
}
