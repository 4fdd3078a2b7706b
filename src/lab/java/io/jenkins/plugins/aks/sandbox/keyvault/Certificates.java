package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.util.List;
import java.util.Set;

/** Certificates with policy, pending operation and versions, and deleted certificates. */
public final class Certificates implements VaultCollection {
    private static final String READ = "certificates/read";

    private final Schema create = Schema.load("certificateCreate", "BadParameter");
    private final Schema imported = Schema.load("certificateImport", "BadParameter");
    private final Schema update = Schema.load("certificateUpdate", "BadParameter");
    private final Schema policy = Schema.load("certificatePolicy", "BadParameter");

    @Override
    public Set<String> paths() {
        return Set.of("certificates", "deletedcertificates");
    }

    @Override
    public WebResponse answer(VaultCall call) {
        String name = call.segment(1);
        VaultShapes.requireName(name);
        if (call.segment(0).equals("deletedcertificates")) {
            return deleted(call, name);
        }
        if (name.isEmpty()) {
            call.require(READ, "list");
            return VaultPages.answer(
                    call,
                    issued(call, false).stream()
                            .map(item -> listed(call, item, item.latest(), false))
                            .toList());
        }
        return switch (call.segment(2)) {
            case "create" -> create(call, name);
            case "import" -> importOne(call, name);
            case "pending" -> pending(call, name);
            case "policy" -> policy(call, name);
            case "versions" -> {
                call.require(READ, "list");
                VaultItem item = require(call, name);
                yield VaultPages.answer(
                        call,
                        item.versions().stream()
                                .map(version -> listed(call, item, version, true))
                                .toList());
            }
            default -> one(call, name);
        };
    }

    /** A certificate whose first version is under way is in no list. */
    private static List<VaultItem> issued(VaultCall call, boolean deleted) {
        return call.items("certificates").all(deleted).stream()
                .filter(item -> !item.versions().isEmpty())
                .toList();
    }

    private WebResponse create(VaultCall call, String name) {
        requireMethod(call, "POST");
        call.require("certificates/create/action", "create");
        ObjectNode body = VaultShapes.checked(create, call);
        ObjectNode completed = CertificatePolicies.completed(
                body.has("policy")
                        ? body.path("policy")
                        : call.items("certificates")
                                .live(name)
                                .map(item -> item.json().path("policy"))
                                .orElse(body.path("policy")));
        VaultItem item = new Issuance(call).begin(name, completed, body);
        return WebResponse.json(202, operation(call, item))
                .with(
                        "Location",
                        call.vault().url() + "/certificates/" + name + "/pending?api-version="
                                + call.request().query("api-version").orElse("") + "&request_id="
                                + call.request().requestId())
                .with("Retry-After", "10");
    }

    private WebResponse importOne(VaultCall call, String name) {
        requireMethod(call, "POST");
        call.require("certificates/import/action", "import");
        ObjectNode body = VaultShapes.checked(imported, call);
        String type = body.at("/policy/secret_props/contentType").asText(CertificatePolicies.PKCS12);
        CertificateText.Content content = CertificateText.read(
                type, body.path("value").asText(), body.path("pwd").asText());
        ObjectNode version = new CertificateImport(call).add(name, type, content, body);
        return WebResponse.json(200, shown(call, require(call, name), version));
    }

    private WebResponse pending(VaultCall call, String name) {
        VaultItem item = call.items("certificates")
                .live(name)
                .filter(found -> found.json().has("pending"))
                .orElseThrow(() -> new VaultRefusal(
                        404, "PendingCertificateNotFound", "Pending certificate not found: " + name, ""));
        switch (call.method()) {
            case "GET" -> call.require(READ, "get");
            case "PATCH" -> {
                call.require("certificates/update/action", "update");
                ((ObjectNode) item.json().path("pending"))
                        .put(
                                "cancel",
                                call.body().path("cancellation_requested").asBoolean());
                call.items("certificates").save(item);
            }
            case "DELETE" -> {
                call.require("certificates/update/action", "update");
                ObjectNode shown = operation(call, item);
                item.json().remove("pending");
                if (item.versions().isEmpty()) {
                    call.items("certificates").purge(name);
                } else {
                    call.items("certificates").save(item);
                }
                return WebResponse.json(200, shown);
            }
            default -> throw VaultRefusal.wrongMethod(call.method());
        }
        return WebResponse.json(200, operation(call, item));
    }

    private WebResponse policy(VaultCall call, String name) {
        VaultItem item = require(call, name);
        if (call.method().equals("PATCH")) {
            call.require("certificates/update/action", "update");
            ObjectNode merged = ((ObjectNode) item.json().path("policy")).deepCopy();
            merged.setAll(VaultShapes.checked(policy, call));
            item.json().set("policy", CertificatePolicies.completed(merged));
            call.items("certificates").save(item);
        } else {
            requireMethod(call, "GET");
            call.require(READ, "get");
        }
        return WebResponse.json(200, policyOf(call, item));
    }

    private WebResponse one(VaultCall call, String name) {
        VaultItem item = require(call, name);
        switch (call.method()) {
            case "GET" -> {
                call.require(READ, "get");
                return WebResponse.json(200, shown(call, item, version(call, item)));
            }
            case "PATCH" -> {
                call.require("certificates/update/action", "update");
                ObjectNode version = version(call, item);
                VaultShapes.update(call, version, VaultShapes.checked(update, call));
                call.items("certificates").save(item);
                return WebResponse.json(200, shown(call, item, version));
            }
            case "DELETE" -> {
                call.require("certificates/delete", "delete");
                call.items("certificates").delete(item);
                for (String kind : List.of("keys", "secrets")) {
                    call.items(kind).live(name).ifPresent(call.items(kind)::delete);
                }
                return WebResponse.json(200, gone(call, item));
            }
            default -> throw VaultRefusal.wrongMethod(call.method());
        }
    }

    private WebResponse deleted(VaultCall call, String name) {
        if (name.isEmpty()) {
            call.require(READ, "list");
            return VaultPages.answer(
                    call,
                    issued(call, true).stream().map(item -> gone(call, item)).toList());
        }
        VaultItem item = call.items("certificates")
                .deleted(name)
                .orElseThrow(() ->
                        new VaultRefusal(404, "CertificateNotFound", "Deleted Certificate not found: " + name, ""));
        if (call.segment(2).equals("recover")) {
            requireMethod(call, "POST");
            call.require("certificates/recover/action", "recover");
            call.items("certificates").recover(item);
            for (String kind : List.of("keys", "secrets")) {
                call.items(kind).find(name).ifPresent(call.items(kind)::recover);
            }
            return WebResponse.json(200, shown(call, item, item.latest()));
        }
        if (call.method().equals("DELETE")) {
            call.require("certificates/purge/action", "purge");
            VaultShapes.requirePurge(call);
            List.of("certificates", "keys", "secrets")
                    .forEach(kind -> call.items(kind).purge(name));
            return WebResponse.empty(204);
        }
        requireMethod(call, "GET");
        call.require(READ, "get");
        return WebResponse.json(200, gone(call, item));
    }

    private static VaultItem require(VaultCall call, String name) {
        return call.items("certificates")
                .live(name)
                .filter(item -> !item.versions().isEmpty())
                .orElseThrow(() -> notFound(name));
    }

    private static ObjectNode version(VaultCall call, VaultItem item) {
        return item.version(call.segment(2)).orElseThrow(() -> notFound(item.name() + "/" + call.segment(2)));
    }

    private static VaultRefusal notFound(String name) {
        return new VaultRefusal(
                404,
                "CertificateNotFound",
                "A certificate with (name/id) " + name
                        + " was not found in this key vault. If you recently deleted this certificate you may be able"
                        + " to recover it using the correct recovery command. For help resolving this issue, please"
                        + " see https://go.microsoft.com/fwlink/?linkid=2125182",
                "");
    }

    private static void requireMethod(VaultCall call, String method) {
        if (!call.method().equals(method)) {
            throw VaultRefusal.wrongMethod(call.method());
        }
    }

    private static String url(VaultCall call, String kind, VaultItem item) {
        return call.vault().url() + "/" + kind + "/" + item.name();
    }

    private static ObjectNode operation(VaultCall call, VaultItem item) {
        JsonNode pending = item.json().path("pending");
        String status = pending.path("status").asText();
        ObjectNode json = Json.object().put("id", url(call, "certificates", item) + "/pending");
        json.putObject("issuer").put("name", pending.at("/policy/issuer/name").asText());
        json.put("cancellation_requested", pending.path("cancel").asBoolean())
                .put("status", status)
                .put("request_id", pending.path("request").asText());
        if (status.equals("inProgress")) {
            json.put(
                    "status_details",
                    "Pending certificate created. Certificate request is in progress. This may take some time based on"
                            + " the issuer provider. Please check again later.");
        }
        if (status.equals("completed")) {
            json.put("target", url(call, "certificates", item));
        }
        if (pending.has("crash")) {
            json.set("error", pending.get("crash"));
        }
        return json;
    }

    private static ObjectNode policyOf(VaultCall call, VaultItem item) {
        ObjectNode json = Json.object().put("id", url(call, "certificates", item) + "/policy");
        json.setAll((ObjectNode) item.json().path("policy"));
        json.putObject("attributes")
                .put("enabled", true)
                .put("created", item.versions().get(0).path("created").asLong())
                .put("updated", item.latest().path("updated").asLong());
        return json;
    }

    private static ObjectNode shown(VaultCall call, VaultItem item, ObjectNode version) {
        String id = version.path("version").asText();
        ObjectNode json = Json.object()
                .put("id", url(call, "certificates", item) + "/" + id)
                .put("kid", url(call, "keys", item) + "/" + id)
                .put("sid", url(call, "secrets", item) + "/" + id)
                .put("x5t", version.path("x5t").asText())
                .put("cer", version.path("cer").asText());
        VaultShapes.attributes(call, json, version);
        if (version.has("tags")) {
            json.set("tags", version.get("tags"));
        }
        json.set("policy", policyOf(call, item));
        if (item.json().has("pending")) {
            json.putObject("pending").put("id", url(call, "certificates", item) + "/pending");
        }
        return json;
    }

    private static ObjectNode listed(VaultCall call, VaultItem item, ObjectNode version, boolean withVersion) {
        ObjectNode json = Json.object()
                .put(
                        "id",
                        url(call, "certificates", item)
                                + (withVersion ? "/" + version.path("version").asText() : ""))
                .put("x5t", version.path("x5t").asText())
                .put("subject", item.json().at("/policy/x509_props/subject").asText());
        VaultShapes.attributes(call, json, version);
        if (version.has("tags")) {
            json.set("tags", version.get("tags"));
        }
        return json;
    }

    private static ObjectNode gone(VaultCall call, VaultItem item) {
        return VaultShapes.gone(call, shown(call, item, item.latest()), "deletedcertificates", item);
    }
}
