package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Lists in pages, as long as {@code /sandbox/limits.json} says. */
public final class Pages {
    private Pages() {}

    public static WebResponse answer(ArmContext arm, ArmCall call, List<? extends JsonNode> items) {
        int size = arm.data().get("limits").path("pageSize").asInt();
        int from = call.request().query("$skiptoken").map(Integer::parseInt).orElse(0);
        int to = Math.min(items.size(), from + size);
        ObjectNode page = Json.object();
        items.subList(Math.min(from, to), to).forEach(page.withArrayProperty("value")::add);
        if (to < items.size()) {
            page.put("nextLink", arm.sandbox().url() + call.request().path() + query(call, to));
        }
        return WebResponse.json(200, page);
    }

    private static String query(ArmCall call, int next) {
        StringBuilder query = new StringBuilder("?$skiptoken=" + next);
        for (Map.Entry<String, String> parameter : call.request().query().entrySet()) {
            if (!parameter.getKey().equals("$skiptoken")) {
                query.append('&').append(parameter.getKey()).append('=');
                query.append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }
}
