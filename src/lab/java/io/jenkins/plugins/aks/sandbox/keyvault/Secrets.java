package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Secrets and deleted secrets. */
public final class Secrets implements VaultCollection {
    private static final int LONGEST = 25_600;
    private static final String READ_METADATA = "secrets/readMetadata/action";

    private final Schema schema = Schema.load("secret", "BadParameter");

    @Override
    public Set<String> paths() {
        return Set.of("secrets", "deletedsecrets");
    }

    @Override
    public WebResponse answer(VaultCall call) {
        String name = call.segment(1);
        if (!name.isEmpty() && !name.matches("[0-9a-zA-Z-]{1,127}")) {
            throw VaultRefusal.badParameter("The request URI contains an invalid name: " + name);
        }
        return call.segment(0).equals("secrets") ? live(call, name) : deleted(call, name);
    }

    private WebResponse live(VaultCall call, String name) {
        if (name.isEmpty()) {
            call.require(READ_METADATA, "list");
            return VaultPages.answer(
                    call,
                    call.items("secrets").all(false).stream()
                            .map(item -> shown(call, item, item.latest(), false))
                            .toList());
        }
        if (call.segment(2).equals("versions")) {
            call.require(READ_METADATA, "list");
            List<ObjectNode> versions = call.items("secrets")
                    .live(name)
                    .map(item -> item.versions().stream()
                            .map(version -> shown(call, item, version, true))
                            .toList())
                    .orElse(List.of());
            return VaultPages.answer(call, versions);
        }
        return switch (call.method()) {
            case "PUT" -> set(call, name);
            case "GET" -> get(call, name);
            case "PATCH" -> update(call, name);
            case "DELETE" -> delete(call, name);
            default -> throw VaultRefusal.wrongMethod(call.method());
        };
    }

    private WebResponse set(VaultCall call, String name) {
        call.require("secrets/setSecret/action", "set");
        ObjectNode body = checked(call);
        if (!body.has("value")) {
            throw VaultRefusal.badParameter("Property  has invalid value\r\n");
        }
        String value = body.path("value").asText();
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw VaultRefusal.badParameter("The secret value is longer than 25k bytes.");
        }
        body.remove("value");
        ObjectNode version = call.items("secrets").add(name, body, value);
        VaultItem item = require(call, name);
        return WebResponse.json(200, shown(call, item, version, true).put("value", value));
    }

    private WebResponse get(VaultCall call, String name) {
        call.require("secrets/getSecret/action", "get");
        VaultItem item = require(call, name);
        ObjectNode version = version(call, item);
        if (!version.at("/attributes/enabled").asBoolean(true)) {
            throw new VaultRefusal(
                    403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled");
        }
        return WebResponse.json(
                200,
                shown(call, item, version, true)
                        .put("value", call.items("secrets").reveal(version)));
    }

    private WebResponse update(VaultCall call, String name) {
        call.require("secrets/update/action", "set");
        ObjectNode body = checked(call);
        if (body.has("value")) {
            throw VaultRefusal.badParameter("Property value cannot be changed by an update.");
        }
        VaultItem item = require(call, name);
        ObjectNode version = version(call, item);
        if (body.path("attributes") instanceof ObjectNode attributes) {
            version.withObjectProperty("attributes").setAll(attributes);
            body.remove("attributes");
        }
        version.setAll(body);
        version.put("updated", call.sandbox().clock().now().getEpochSecond());
        call.items("secrets").save(item);
        return WebResponse.json(200, shown(call, item, version, true));
    }

    private WebResponse delete(VaultCall call, String name) {
        call.require("secrets/delete", "delete");
        VaultItem item = call.items("secrets").delete(require(call, name));
        return WebResponse.json(200, gone(call, item, true));
    }

    private WebResponse deleted(VaultCall call, String name) {
        VaultItems items = call.items("secrets");
        if (name.isEmpty()) {
            call.require(READ_METADATA, "list");
            return VaultPages.answer(
                    call,
                    items.all(true).stream()
                            .map(item -> gone(call, item, false))
                            .toList());
        }
        boolean recovers = call.segment(2).equals("recover") && call.method().equals("POST");
        if (recovers) {
            call.require("secrets/recover/action", "recover");
            VaultItem item = items.recover(requireDeleted(call, name));
            return WebResponse.json(200, shown(call, item, item.latest(), true));
        }
        if (call.method().equals("DELETE")) {
            call.require("secrets/purge/action", "purge");
            requireDeleted(call, name);
            if (call.vault().isPurgeProtected()) {
                throw new VaultRefusal(
                        403, "Forbidden", "Operation \"purge\" is not enabled for this vault.", "ForbiddenByPolicy");
            }
            items.purge(name);
            return WebResponse.empty(204);
        }
        if (!call.method().equals("GET") || !call.segment(2).isEmpty()) {
            throw VaultRefusal.wrongMethod(call.method());
        }
        call.require(READ_METADATA, "get");
        return WebResponse.json(200, gone(call, requireDeleted(call, name), true));
    }

    private ObjectNode checked(VaultCall call) {
        try {
            return schema.check(call.body());
        } catch (ArmRefusal e) {
            throw VaultRefusal.badParameter(e.getMessage());
        }
    }

    private static VaultItem require(VaultCall call, String name) {
        return call.items("secrets").live(name).orElseThrow(() -> notFound(name));
    }

    private static VaultItem requireDeleted(VaultCall call, String name) {
        return call.items("secrets")
                .deleted(name)
                .orElseThrow(() -> new VaultRefusal(404, "SecretNotFound", "Deleted Secret not found: " + name, ""));
    }

    private static ObjectNode version(VaultCall call, VaultItem item) {
        return item.version(call.segment(2)).orElseThrow(() -> notFound(item.name() + "/" + call.segment(2)));
    }

    private static VaultRefusal notFound(String name) {
        return new VaultRefusal(
                404,
                "SecretNotFound",
                "A secret with (name/id) " + name
                        + " was not found in this key vault. If you recently deleted this secret you may be able to"
                        + " recover it using the correct recovery command. For help resolving this issue, please see"
                        + " https://go.microsoft.com/fwlink/?linkid=2125182",
                "");
    }

    private static ObjectNode shown(VaultCall call, VaultItem item, ObjectNode version, boolean withVersion) {
        ObjectNode json = Json.object();
        json.put(
                "id",
                call.vault().url() + "/secrets/" + item.name()
                        + (withVersion ? "/" + version.path("version").asText() : ""));
        for (String field : List.of("contentType", "tags", "managed", "kid")) {
            if (version.has(field)) {
                json.set(field, version.get(field));
            }
        }
        ObjectNode attributes = json.putObject("attributes").put("enabled", true);
        for (var given : version.path("attributes").properties()) {
            attributes.set(given.getKey(), given.getValue());
        }
        attributes.set("created", version.get("created"));
        attributes.set("updated", version.get("updated"));
        attributes
                .put("recoveryLevel", call.vault().recoveryLevel())
                .put("recoverableDays", call.vault().retentionDays());
        return json;
    }

    private static ObjectNode gone(VaultCall call, VaultItem item, boolean withVersion) {
        JsonNode deleted = item.json().path("deleted");
        ObjectNode json = shown(call, item, item.latest(), withVersion);
        json.put("recoveryId", call.vault().url() + "/deletedsecrets/" + item.name());
        json.set("deletedDate", deleted.get("deletedDate"));
        json.set("scheduledPurgeDate", deleted.get("scheduledPurgeDate"));
        return json;
    }
}
