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
import java.util.Optional;

/** The HTTP API of one Grafana: its health, and the data sources and folders that integrations brought. */
final class GrafanaApi implements WebService {
    private static final String[] AUDIENCES = {
        "https://dashboard.azure.com", "https://dashboard.azure.com/", "ce34e7e5-485f-4d76-964f-b3d2b16d1e4f"
    };
    private static final String FOLDER = "Azure Managed Prometheus";

    private final ArmContext arm;
    private final String id;

    GrafanaApi(ArmContext arm, String id) {
        this.arm = arm;
        this.id = id;
    }

    @Override
    public WebResponse answer(WebRequest request) {
        return arm.sandbox().store().atomically(() -> {
            Optional<ArmDocument> grafana = arm.documents().find(id);
            if (grafana.isEmpty()) {
                return message(404, "Not found");
            }
            if (request.path().equals("/api/health")) {
                return WebResponse.json(
                        200,
                        Json.object()
                                .put("database", "ok")
                                .put(
                                        "version",
                                        grafana.get()
                                                .properties()
                                                .path("grafanaVersion")
                                                .asText()));
            }
            Optional<ObjectNode> claims =
                    request.bearer().flatMap(token -> arm.sandbox().tokens().valid(token, AUDIENCES));
            if (claims.isEmpty()) {
                return message(401, "Unauthorized");
            }
            if (!mayRead(claims.get().path("oid").asText())) {
                return message(403, "Access denied: no Grafana role is assigned to the user.");
            }
            return read(request, grafana.get());
        });
    }

    private WebResponse read(WebRequest request, ArmDocument grafana) {
        boolean known =
                request.path().equals("/api/datasources") || request.path().equals("/api/folders");
        if (!known) {
            return message(404, "Not found");
        }
        if (!request.method().equals("GET")) {
            return message(405, "Method not allowed");
        }
        JsonNode integrations = grafana.internal().path("provisioned").path("azureMonitorWorkspaceIntegrations");
        return WebResponse.json(
                200, request.path().endsWith("folders") ? folders(integrations) : sources(integrations));
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

    private ArrayNode folders(JsonNode integrations) {
        ArrayNode folders = Json.array();
        folders.addObject().put("id", 1).put("uid", "az-mon").put("title", "Azure Monitor");
        if (!integrations.isEmpty()) {
            String uid = arm.ids().hex("folder " + id, 14);
            folders.addObject().put("id", 2).put("uid", uid).put("title", FOLDER);
        }
        return folders;
    }

    private boolean mayRead(String principal) {
        return arm.sandbox().rights().roles(principal, id).stream()
                .anyMatch(role -> role.equals("Owner") || role.equals("Contributor") || role.startsWith("Grafana "));
    }

    private static WebResponse message(int status, String text) {
        return WebResponse.json(status, Json.object().put("message", text));
    }
}
