package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The dashboards of one Grafana: import with inputs, and what was imported. */
final class GrafanaDashboards {
    private static final Set<String> FIELDS =
            Set.of("dashboard", "folderUid", "folderId", "overwrite", "inputs", "path");

    private final ArmContext arm;
    private final String id;
    private final GrafanaFolders folders;

    GrafanaDashboards(ArmContext arm, String id, GrafanaFolders folders) {
        this.arm = arm;
        this.id = id;
        this.folders = folders;
    }

    private String key(String uid) {
        return "grafana/" + id.toLowerCase(Locale.ROOT) + "/dashboards/" + uid;
    }

    WebResponse answer(WebRequest request, boolean prometheus) {
        List<String> path = request.segments();
        if (path.size() == 4 && path.get(2).equals("uid")) {
            Optional<ObjectNode> found = arm.sandbox().store().get(key(path.get(3)));
            if (found.isEmpty()) {
                return GrafanaApi.message(404, "Dashboard not found");
            }
            if (request.method().equals("DELETE")) {
                arm.sandbox().store().delete(key(path.get(3)));
                return GrafanaApi.message(200, "Dashboard deleted");
            }
            return request.method().equals("GET")
                    ? WebResponse.json(200, found.get())
                    : GrafanaApi.message(405, "Method not allowed");
        }
        return path.size() == 3
                        && path.get(2).equals("import")
                        && request.method().equals("POST")
                ? imported(request, prometheus)
                : GrafanaApi.message(404, "Not found");
    }

    private WebResponse imported(WebRequest request, boolean prometheus) {
        ObjectNode body;
        try {
            body = request.json();
        } catch (IllegalArgumentException e) {
            return GrafanaApi.message(400, "bad request data");
        }
        for (String field : (Iterable<String>) body::fieldNames) {
            if (!FIELDS.contains(field)) {
                return GrafanaApi.message(400, "bad request data: unknown field " + field);
            }
        }
        if (!(body.path("dashboard") instanceof ObjectNode given)) {
            return GrafanaApi.message(422, "Dashboard must be set");
        }
        Optional<ObjectNode> folder = folders.find(body.path("folderUid").asText(), prometheus);
        if (folder.isEmpty()) {
            return GrafanaApi.message(400, "folder not found");
        }
        String text = Json.text(given);
        for (JsonNode input : given.path("__inputs")) {
            String value = value(body.path("inputs"), input.path("name").asText());
            if (value.isEmpty() && input.path("type").asText().equals("datasource")) {
                return GrafanaApi.message(
                        500,
                        "Dashboard import failed: input " + input.path("name").asText() + " is missing");
            }
            text = text.replace("${" + input.path("name").asText() + "}", value);
        }
        return keep(Json.parse(text), folder.get(), body.path("overwrite").asBoolean());
    }

    private static String value(JsonNode inputs, String name) {
        for (JsonNode input : inputs) {
            if (input.path("name").asText().equals(name)) {
                return input.path("value").asText();
            }
        }
        return "";
    }

    private WebResponse keep(ObjectNode dashboard, ObjectNode folder, boolean overwrite) {
        dashboard.remove(List.of("__inputs", "__requires", "__elements"));
        String title = dashboard.path("title").asText();
        String uid = dashboard.path("uid").asText(arm.ids().hex("dashboard " + title, 14));
        Optional<ObjectNode> before = arm.sandbox().store().get(key(uid));
        if (before.isPresent() && !overwrite) {
            return WebResponse.json(
                    412,
                    Json.object()
                            .put("message", "A dashboard with the same uid already exists")
                            .put("status", "name-exists"));
        }
        int version = before.map(each -> each.at("/meta/version").asInt()).orElse(0) + 1;
        String slug = title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        dashboard.put("uid", uid).put("id", Math.floorMod(uid.hashCode(), 1000)).put("version", version);
        ObjectNode kept = Json.object();
        kept.putObject("meta")
                .put("type", "db")
                .put("canSave", true)
                .put("slug", slug)
                .put("url", "/d/" + uid + "/" + slug)
                .put("version", version)
                .put("folderUid", folder.path("uid").asText())
                .put("folderTitle", folder.path("title").asText())
                .put("provisioned", false);
        kept.set("dashboard", dashboard);
        arm.sandbox().store().put(key(uid), kept);
        return WebResponse.json(
                200,
                Json.object()
                        .put("uid", uid)
                        .put("title", title)
                        .put("imported", true)
                        .put("importedUrl", "/d/" + uid + "/" + slug)
                        .put("folderUid", folder.path("uid").asText())
                        .put("revision", version));
    }
}
