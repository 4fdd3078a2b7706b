package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The service principal that exists from the start, Owner of the one subscription.
 *
 * @param objectId the service principal's, not the application's
 */
public record LabCredentials(
        String tenantId, String subscriptionId, String clientId, String objectId, String clientSecret) {

    /** Reads {@code credentials.json}, or makes it (readable by the owner only) at the first start. */
    static LabCredentials open(Path directory, Ids ids) {
        Path file = directory.resolve("credentials.json");
        if (!Files.exists(file)) {
            byte[] secret = new byte[20];
            new SecureRandom().nextBytes(secret);
            ObjectNode json = Json.object()
                    .put("tenantId", ids.guid("tenant"))
                    .put("subscriptionId", ids.guid("subscription"))
                    .put("clientId", ids.guid("lab application"))
                    .put("objectId", ids.guid("lab service principal"))
                    .put("clientSecret", "lab~" + HexFormat.of().formatHex(secret));
            Pem.writeSecret(file, Json.pretty(json));
        }
        ObjectNode json = Json.parse(Pem.read(file));
        return new LabCredentials(
                json.path("tenantId").asText(),
                json.path("subscriptionId").asText(),
                json.path("clientId").asText(),
                json.path("objectId").asText(),
                json.path("clientSecret").asText());
    }

    @Override
    public String toString() {
        return "LabCredentials[clientId=" + clientId + "]";
    }
}
