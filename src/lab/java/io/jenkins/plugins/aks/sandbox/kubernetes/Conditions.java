package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The conditions in a status. */
final class Conditions {
    private Conditions() {}

    static boolean isTrue(JsonNode object, String type) {
        return find(Json.at(object, "status", "conditions"), type)
                .path("status")
                .asText()
                .equals("True");
    }

    static JsonNode find(JsonNode conditions, String type) {
        for (JsonNode condition : conditions) {
            if (Json.text(condition, "type").equals(type)) {
                return condition;
            }
        }
        return Json.object();
    }

    /** Sets one condition; its transition time changes only with its status. */
    static void set(ObjectNode object, String type, boolean holds, String reason, String message, Instant now) {
        ObjectNode status = Json.child(object, "status");
        ArrayNode conditions = status.withArray("conditions");
        JsonNode found = find(conditions, type);
        ObjectNode condition;
        if (found.isEmpty()) {
            condition = conditions.addObject().put("type", type);
        } else {
            condition = (ObjectNode) found;
        }
        String value = holds ? "True" : "False";
        if (!Json.text(condition, "status").equals(value)) {
            condition.put("status", value).put("lastTransitionTime", Meta.time(now));
        }
        put(condition, "reason", reason);
        put(condition, "message", message);
    }

    private static void put(ObjectNode condition, String field, String text) {
        if (text.isEmpty()) {
            condition.remove(field);
        } else {
            condition.put(field, text);
        }
    }
}
