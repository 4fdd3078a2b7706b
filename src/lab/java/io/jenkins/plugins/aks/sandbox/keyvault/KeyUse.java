package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.util.Base64;

/** Signing and verifying with one version of a key. */
record KeyUse(VaultCall call, VaultItem item, ObjectNode version) {

    /** @param operation {@code sign} or {@code verify} */
    WebResponse answer(String operation, ObjectNode body, String id) {
        requireUsable(operation);
        String algorithm = body.path("alg").asText();
        byte[] digest = bytes(body, operation.equals("sign") ? "value" : "digest");
        String type = version.at("/jwk/kty").asText();
        KeySigning.check(algorithm, type, version.path("size").asInt(), digest);
        if (operation.equals("sign")) {
            String key = call.items("keys").reveal(version);
            byte[] signature = KeySigning.sign(KeyMaterial.privateKey(key, type), algorithm, digest);
            String value = Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
            return WebResponse.json(200, Json.object().put("kid", id).put("value", value));
        }
        boolean good = KeySigning.verify(
                KeyMaterial.publicKey(version.path("public").asText(), type), algorithm, digest, bytes(body, "value"));
        return WebResponse.json(200, Json.object().put("value", good));
    }

    private void requireUsable(String operation) {
        JsonNode attributes = version.path("attributes");
        long now = call.sandbox().clock().now().getEpochSecond();
        if (!attributes.path("enabled").asBoolean(true)) {
            throw forbidden("Operation " + operation + " is not allowed on a disabled key.", "KeyDisabled");
        }
        if (attributes.path("exp").asLong(Long.MAX_VALUE) <= now) {
            throw forbidden("Operation " + operation + " is not allowed on an expired key.", "KeyExpired");
        }
        if (attributes.path("nbf").asLong(0) > now) {
            throw forbidden("Operation " + operation + " is not allowed before the key's nbf.", "KeyNotYetValid");
        }
        for (JsonNode each : version.path("key_ops")) {
            if (each.asText().equals(operation)) {
                return;
            }
        }
        throw forbidden("Operation " + operation + " is not permitted on this key.", "KeyOperationForbidden");
    }

    private static VaultRefusal forbidden(String message, String inner) {
        return new VaultRefusal(403, "Forbidden", message, inner);
    }

    private static byte[] bytes(ObjectNode body, String field) {
        try {
            return Base64.getUrlDecoder().decode(body.path(field).asText());
        } catch (IllegalArgumentException e) {
            throw VaultRefusal.badParameter("The value of '" + field + "' is not encoded with base64url.");
        }
    }
}
