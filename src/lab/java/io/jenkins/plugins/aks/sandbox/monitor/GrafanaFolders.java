package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The folders of one Grafana: those that Azure provisions, and those that were made. Two may have the same title. */
final class GrafanaFolders {
    private static final Set<String> FIELDS = Set.of("uid", "title", "parentUid");

    private final ArmContext arm;
    private final String id;

    GrafanaFolders(ArmContext arm, String id) {
        this.arm = arm;
        this.id = id;
    }

    private String prefix() {
        return "grafana/" + id.toLowerCase(Locale.ROOT) + "/folders/";
    }

    WebResponse answer(WebRequest request, boolean prometheus) {
        List<String> path = request.segments();
        if (path.size() == 2 && request.method().equals("GET")) {
            ArrayNode shown = Json.array();
            all(prometheus).forEach(shown::add);
            return WebResponse.json(200, shown);
        }
        if (path.size() == 2 && request.method().equals("POST")) {
            return create(request, prometheus);
        }
        if (path.size() == 3 && request.method().equals("GET")) {
            return find(path.get(2), prometheus)
                    .map(folder -> WebResponse.json(200, folder))
                    .orElseGet(() -> GrafanaApi.message(404, "folder not found"));
        }
        return GrafanaApi.message(404, "Not found");
    }

    Optional<ObjectNode> find(String uid, boolean prometheus) {
        return all(prometheus).stream()
                .filter(folder -> folder.path("uid").asText().equals(uid))
                .findFirst();
    }

    private List<ObjectNode> all(boolean prometheus) {
        List<ObjectNode> all = new ArrayList<>();
        all.add(folder(1, "az-mon", "Azure Monitor"));
        if (prometheus) {
            all.add(folder(2, arm.ids().hex("folder " + id, 14), "Azure Managed Prometheus"));
        }
        all.addAll(arm.sandbox().store().under(prefix()).values());
        return all;
    }

    private WebResponse create(WebRequest request, boolean prometheus) {
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
        String title = body.path("title").asText();
        if (title.isBlank()) {
            return GrafanaApi.message(400, "folder title cannot be empty");
        }
        int number = 10 + arm.sandbox().store().under(prefix()).size();
        String uid = body.path("uid").asText(arm.ids().hex("folder " + id + number, 14));
        if (find(uid, prometheus).isPresent()) {
            return GrafanaApi.message(409, "a folder with the same uid already exists");
        }
        ObjectNode folder = folder(number, uid, title);
        arm.sandbox().store().put(prefix() + uid, folder);
        return WebResponse.json(200, folder);
    }

    private static ObjectNode folder(int number, String uid, String title) {
        return Json.object()
                .put("id", number)
                .put("uid", uid)
                .put("title", title)
                .put("url", "/dashboards/f/" + uid);
    }
}
