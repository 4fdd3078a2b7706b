package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.security.KeyPair;
import java.util.List;
import java.util.Set;

/** Keys and deleted keys; they sign digests and never leave. */
public final class Keys implements VaultCollection {
    private static final List<String> OPERATIONS =
            List.of("sign", "verify", "wrapKey", "unwrapKey", "encrypt", "decrypt");

    private final Schema create = Schema.load("keyCreate", "BadParameter");
    private final Schema imported = Schema.load("keyImport", "BadParameter");
    private final Schema update = Schema.load("keyUpdate", "BadParameter");
    private final Schema sign = Schema.load("keySign", "BadParameter");

    @Override
    public Set<String> paths() {
        return Set.of("keys", "deletedkeys");
    }

    @Override
    public WebResponse answer(VaultCall call) {
        VaultShapes.requireName(call.segment(1));
        return call.segment(0).equals("keys") ? live(call, call.segment(1)) : deleted(call, call.segment(1));
    }

    private WebResponse live(VaultCall call, String name) {
        if (name.isEmpty()) {
            call.require("keys/read", "list");
            return VaultPages.answer(
                    call,
                    call.items("keys").all(false).stream()
                            .map(item -> listed(call, item, item.latest(), false))
                            .toList());
        }
        String second = call.segment(2);
        if (second.equals("versions")) {
            call.require("keys/read", "list");
            VaultItem item = require(call, name);
            return VaultPages.answer(
                    call,
                    item.versions().stream()
                            .map(version -> listed(call, item, version, true))
                            .toList());
        }
        String action = call.path().size() == 4 ? call.segment(3) : second;
        return switch (call.method()) {
            case "GET" -> {
                call.require("keys/read", "get");
                VaultItem item = require(call, name);
                yield WebResponse.json(200, shown(call, item, version(call, item)));
            }
            case "PUT" -> importKey(call, name);
            case "POST" -> post(call, name, action);
            case "PATCH" -> change(call, name);
            case "DELETE" -> {
                call.require("keys/delete", "delete");
                VaultItem item = require(call, name);
                requireOwn(item, "deleted");
                call.items("keys").delete(item);
                yield WebResponse.json(200, gone(call, item));
            }
            default -> throw VaultRefusal.wrongMethod(call.method());
        };
    }

    private WebResponse importKey(VaultCall call, String name) {
        call.require("keys/import/action", "import");
        ObjectNode body = VaultShapes.checked(imported, call);
        KeyPair keys = KeyImport.read(body.path("key"));
        return added(call, name, keys, body, body.path("key").path("key_ops"));
    }

    private WebResponse change(VaultCall call, String name) {
        call.require("keys/update/action", "update");
        ObjectNode body = VaultShapes.checked(update, call);
        VaultItem item = require(call, name);
        ObjectNode version = version(call, item);
        if (body.has("key_ops")) {
            version.set("key_ops", body.get("key_ops"));
        }
        VaultShapes.update(call, version, body);
        call.items("keys").save(item);
        return WebResponse.json(200, shown(call, item, version));
    }

    private WebResponse post(VaultCall call, String name, String action) {
        switch (action) {
            case "create" -> {
                call.require("keys/create/action", "create");
                ObjectNode body = VaultShapes.checked(create, call);
                return added(call, name, KeyMaterial.generate(body), body, body.path("key_ops"));
            }
            case "sign", "verify" -> {
                call.require("keys/" + action + "/action", action);
                ObjectNode body = VaultShapes.checked(sign, call);
                VaultItem item = require(call, name);
                return new KeyUse(call, item, version(call, item))
                        .answer(action, body, id(call, item, version(call, item)));
            }
            default -> throw new VaultRefusal(404, "NotFound", "The operation '" + action + "' is not known here.", "");
        }
    }

    private WebResponse added(VaultCall call, String name, KeyPair keys, ObjectNode body, JsonNode operations) {
        call.items("keys").live(name).ifPresent(item -> requireOwn(item, "changed"));
        ObjectNode content = content(keys, operations);
        content.set("attributes", body.path("attributes").isObject() ? body.get("attributes") : Json.object());
        if (body.has("tags")) {
            content.set("tags", body.get("tags"));
        }
        ObjectNode version = call.items("keys").add(name, content, KeyMaterial.text(keys.getPrivate()));
        return WebResponse.json(200, shown(call, require(call, name), version));
    }

    /** What a version of a key has. */
    static ObjectNode content(KeyPair keys, JsonNode operations) {
        ObjectNode content = Json.object().put("public", KeyMaterial.text(keys.getPublic()));
        content.set("jwk", KeyMaterial.jwk(keys.getPublic()));
        ArrayNode ops = content.putArray("key_ops");
        if (operations.isArray() && !operations.isEmpty()) {
            operations.forEach(ops::add);
        } else {
            boolean elliptic = content.at("/jwk/kty").asText().equals("EC");
            OPERATIONS.stream()
                    .filter(each -> !elliptic || each.equals("sign") || each.equals("verify"))
                    .forEach(ops::add);
        }
        content.put("size", KeyMaterial.size(keys.getPublic()));
        return content;
    }

    private WebResponse deleted(VaultCall call, String name) {
        VaultItems items = call.items("keys");
        if (name.isEmpty()) {
            call.require("keys/read", "list");
            return VaultPages.answer(
                    call, items.all(true).stream().map(item -> gone(call, item)).toList());
        }
        VaultItem item = items.deleted(name)
                .orElseThrow(() -> new VaultRefusal(404, "KeyNotFound", "Deleted Key not found: " + name, ""));
        if (call.segment(2).equals("recover") && call.method().equals("POST")) {
            call.require("keys/recover/action", "recover");
            items.recover(item);
            return WebResponse.json(200, shown(call, item, item.latest()));
        }
        if (call.method().equals("DELETE")) {
            call.require("keys/purge/action", "purge");
            VaultShapes.requirePurge(call);
            items.purge(name);
            return WebResponse.empty(204);
        }
        call.require("keys/read", "get");
        return WebResponse.json(200, gone(call, item));
    }

    private static void requireOwn(VaultItem item, String verb) {
        if (item.latest().path("managed").asBoolean()) {
            throw new VaultRefusal(
                    403,
                    "Forbidden",
                    "The key " + item.name() + " belongs to a certificate and cannot be " + verb + " by itself.",
                    "ManagedKey");
        }
    }

    private static VaultItem require(VaultCall call, String name) {
        return call.items("keys").live(name).orElseThrow(() -> notFound(name));
    }

    private static ObjectNode version(VaultCall call, VaultItem item) {
        String second = call.segment(2);
        boolean isAction = call.path().size() == 3 && call.method().equals("POST");
        String wanted = isAction ? "" : second;
        return item.version(wanted).orElseThrow(() -> notFound(item.name() + "/" + wanted));
    }

    private static VaultRefusal notFound(String name) {
        return new VaultRefusal(
                404,
                "KeyNotFound",
                "A key with (name/id) " + name
                        + " was not found in this key vault. If you recently deleted this key you may be able to"
                        + " recover it using the correct recovery command. For help resolving this issue, please see"
                        + " https://go.microsoft.com/fwlink/?linkid=2125182",
                "");
    }

    private static String id(VaultCall call, VaultItem item, ObjectNode version) {
        return call.vault().url() + "/keys/" + item.name() + "/"
                + version.path("version").asText();
    }

    private static ObjectNode shown(VaultCall call, VaultItem item, ObjectNode version) {
        ObjectNode json = Json.object();
        ObjectNode key = json.putObject("key").put("kid", id(call, item, version));
        key.setAll((ObjectNode) version.path("jwk"));
        key.set("key_ops", version.path("key_ops"));
        common(call, json, version);
        return json;
    }

    private static ObjectNode listed(VaultCall call, VaultItem item, ObjectNode version, boolean withVersion) {
        String id = id(call, item, version);
        ObjectNode json = Json.object().put("kid", withVersion ? id : id.substring(0, id.lastIndexOf('/')));
        common(call, json, version);
        return json;
    }

    private static void common(VaultCall call, ObjectNode json, ObjectNode version) {
        VaultShapes.attributes(call, json, version);
        if (version.has("tags")) {
            json.set("tags", version.get("tags"));
        }
        if (version.path("managed").asBoolean()) {
            json.put("managed", true);
        }
    }

    private static ObjectNode gone(VaultCall call, VaultItem item) {
        return VaultShapes.gone(call, shown(call, item, item.latest()), "deletedkeys", item);
    }
}
