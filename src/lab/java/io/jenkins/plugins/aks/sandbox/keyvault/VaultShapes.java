package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Schema;

/** What keys and certificates have in common in requests and answers. */
final class VaultShapes {
    static final String NAMES = "[0-9a-zA-Z-]{1,127}";

    private VaultShapes() {}

    /** @throws VaultRefusal 400 for a field that is unknown or of the wrong type */
    static ObjectNode checked(Schema schema, VaultCall call) {
        try {
            return schema.check(call.body());
        } catch (ArmRefusal e) {
            throw VaultRefusal.badParameter(e.getMessage());
        }
    }

    static void requireName(String name) {
        if (!name.isEmpty() && !name.matches(NAMES)) {
            throw VaultRefusal.badParameter("The request URI contains an invalid name: " + name);
        }
    }

    /** The attributes of a version, among them what the service adds. */
    static void attributes(VaultCall call, ObjectNode shown, ObjectNode version) {
        ObjectNode attributes = shown.putObject("attributes").put("enabled", true);
        for (var given : version.path("attributes").properties()) {
            attributes.set(given.getKey(), given.getValue());
        }
        attributes.set("created", version.get("created"));
        attributes.set("updated", version.get("updated"));
        attributes
                .put("recoveryLevel", call.vault().recoveryLevel())
                .put("recoverableDays", call.vault().retentionDays());
    }

    /** Adds what says that an object is deleted. */
    static ObjectNode gone(VaultCall call, ObjectNode shown, String collection, VaultItem item) {
        JsonNode deleted = item.json().path("deleted");
        shown.put("recoveryId", call.vault().url() + "/" + collection + "/" + item.name());
        shown.set("deletedDate", deleted.get("deletedDate"));
        shown.set("scheduledPurgeDate", deleted.get("scheduledPurgeDate"));
        return shown;
    }

    /** Takes over what an update says. */
    static void update(VaultCall call, ObjectNode version, ObjectNode body) {
        if (body.path("attributes") instanceof ObjectNode attributes) {
            version.withObjectProperty("attributes").setAll(attributes);
        }
        if (body.has("tags")) {
            version.set("tags", body.get("tags"));
        }
        version.put("updated", call.sandbox().clock().now().getEpochSecond());
    }

    static void requirePurge(VaultCall call) {
        if (call.vault().isPurgeProtected()) {
            throw new VaultRefusal(
                    403, "Forbidden", "Operation \"purge\" is not enabled for this vault.", "ForbiddenByPolicy");
        }
    }
}
