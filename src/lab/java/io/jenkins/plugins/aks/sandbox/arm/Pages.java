package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists in pages, as long as {@code /sandbox/limits.json} says. */
public final class Pages {
    private Pages() {}

    public static WebResponse answer(ArmContext arm, ArmCall call, List<? extends JsonNode> items) {
        int most = arm.data().get("limits").path("pageSize").asInt();
        int size = number(call, "$top", 1).map(top -> Math.min(top, most)).orElse(most);
        int from = number(call, "$skiptoken", 0).orElse(0);
        int to = Math.min(items.size(), from + size);
        ObjectNode page = Json.object();
        items.subList(Math.min(from, to), to).forEach(page.withArrayProperty("value")::add);
        if (to < items.size()) {
            page.put("nextLink", arm.sandbox().url() + call.request().path() + query(call, to));
        }
        return WebResponse.json(200, page);
    }

    private static Optional<Integer> number(ArmCall call, String parameter, int least) {
        Optional<String> text = call.request().query(parameter);
        if (text.isPresent() && !(text.get().matches("\\d{1,9}") && Integer.parseInt(text.get()) >= least)) {
            throw new ArmRefusal(
                    400,
                    "InvalidQueryParameterValue",
                    "The value '" + text.get() + "' of the query parameter " + parameter + " is invalid.");
        }
        return text.map(Integer::parseInt);
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
