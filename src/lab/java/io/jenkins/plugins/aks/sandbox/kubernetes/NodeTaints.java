package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The taints of an agent pool, {@code key=value:effect}, on its nodes. */
final class NodeTaints {
    private NodeTaints() {}

    /** Replaces the taints the pool gave before by those it gives now. */
    static void follow(ObjectNode node, JsonNode before, JsonNode now) {
        List<JsonNode> old = taints(before);
        List<JsonNode> taints = new ArrayList<>();
        for (JsonNode taint : Json.at(node, "spec", "taints")) {
            if (!old.contains(taint)) {
                taints.add(taint);
            }
        }
        for (JsonNode taint : taints(now)) {
            if (!taints.contains(taint)) {
                taints.add(taint);
            }
        }
        ObjectNode spec = Json.child(node, "spec");
        if (taints.isEmpty()) {
            spec.remove("taints");
        } else {
            ArrayNode list = spec.putArray("taints");
            taints.forEach(list::add);
        }
    }

    private static List<JsonNode> taints(JsonNode texts) {
        List<JsonNode> taints = new ArrayList<>();
        for (JsonNode text : texts) {
            String[] sides = text.asText().split(":", 2);
            String[] pair = sides[0].split("=", 2);
            ObjectNode taint = Json.object().put("key", pair[0]);
            if (pair.length > 1 && !pair[1].isEmpty()) {
                taint.put("value", pair[1]);
            }
            taints.add(taint.put("effect", sides.length > 1 ? sides[1] : "NoSchedule"));
        }
        return taints;
    }
}
