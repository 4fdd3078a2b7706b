package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebRequest;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.WebService;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.util.List;
import java.util.Optional;

/** The HTTP API of one Grafana: health, data sources, folders, dashboards, and what grafana.com offers through it. */
final class GrafanaApi implements WebService {
    private static final String[] AUDIENCES = {
        "https://dashboard.azure.com", "https://dashboard.azure.com/", "ce34e7e5-485f-4d76-964f-b3d2b16d1e4f"
    };
    private static final List<String> WRITERS = List.of("Owner", "Contributor", "Grafana Admin", "Grafana Editor");
    private static final List<String> READERS = List.of("Grafana Viewer", "Grafana Limited Viewer");

    private final ArmContext arm;
    private final String id;
    private final GrafanaFolders folders;
    private final GrafanaDashboards dashboards;

    GrafanaApi(ArmContext arm, String id) {
        this.arm = arm;
        this.id = id;
        this.folders = new GrafanaFolders(arm, id);
        this.dashboards = new GrafanaDashboards(arm, id, folders);
    }

    @Override
    public WebResponse answer(WebRequest request) {
        return arm.sandbox().store().atomically(() -> {
            Optional<ArmDocument> grafana = arm.documents().find(id);
            if (grafana.isEmpty()) {
                return message(404, "Not found");
            }
            if (request.path().equals("/api/health")) {
                String version =
                        grafana.get().properties().path("grafanaVersion").asText();
                return WebResponse.json(200, Json.object().put("database", "ok").put("version", version));
            }
            Optional<ObjectNode> claims =
                    request.bearer().flatMap(token -> arm.sandbox().tokens().valid(token, AUDIENCES));
            if (claims.isEmpty()) {
                return message(401, "Unauthorized");
            }
            List<String> roles =
                    arm.sandbox().rights().roles(claims.get().path("oid").asText(), id);
            boolean writes = roles.stream().anyMatch(WRITERS::contains);
            if (!writes && roles.stream().noneMatch(READERS::contains)) {
                return message(403, "Access denied: no Grafana role is assigned to the user.");
            }
            if (!request.method().equals("GET") && !writes) {
                return message(403, "You'll need additional permissions to perform this action.");
            }
            return answer(request, grafana.get());
        });
    }

    private WebResponse answer(WebRequest request, ArmDocument grafana) {
        JsonNode integrations = grafana.internal().path("provisioned").path("azureMonitorWorkspaceIntegrations");
        List<String> path = request.segments();
        if (path.size() < 2 || !path.get(0).equals("api")) {
            return message(404, "Not found");
        }
        return switch (path.get(1)) {
            case "datasources" -> path.size() == 2 && request.method().equals("GET")
                    ? WebResponse.json(200, sources(integrations))
                    : message(404, "Not found");
            case "folders" -> folders.answer(request, !integrations.isEmpty());
            case "dashboards" -> dashboards.answer(request, !integrations.isEmpty());
            case "gnet" -> gallery(path);
            default -> message(404, "Not found");
        };
    }

    /** What grafana.com would answer: {@code /sandbox/grafanaGallery.json}. */
    private WebResponse gallery(List<String> path) {
        JsonNode found = path.size() == 4 && path.get(2).equals("dashboards")
                ? arm.data().get("grafanaGallery").path(path.get(3))
                : Json.object().path("none");
        return found.isObject()
                ? WebResponse.json(200, found)
                : WebResponse.json(404, Json.object().put("code", "NotFound").put("message", "Dashboard not found"));
    }

    private ArrayNode sources(JsonNode integrations) {
        ArrayNode sources = Json.array();
        sources.addObject()
                .put("id", 1)
                .put("uid", "azure-monitor-oob")
                .put("name", "Azure Monitor")
                .put("type", "grafana-azure-monitor-datasource")
                .put("access", "proxy")
                .put("isDefault", false)
                .put("readOnly", false);
        for (JsonNode integration : integrations) {
            String account = integration.path("azureMonitorWorkspaceResourceId").asText();
            arm.documents().find(account).ifPresent(found -> sources.addObject()
                    .put("id", sources.size())
                    .put("uid", found.name().toLowerCase(java.util.Locale.ROOT))
                    .put("name", "Managed_Prometheus_" + found.name().toLowerCase(java.util.Locale.ROOT))
                    .put("type", "prometheus")
                    .put("access", "proxy")
                    .put(
                            "url",
                            found.properties()
                                    .at("/metrics/prometheusQueryEndpoint")
                                    .asText())
                    .put("isDefault", false)
                    .put("readOnly", false));
        }
        return sources;
    }

    static WebResponse message(int status, String text) {
        return WebResponse.json(status, Json.object().put("message", text));
    }
}
