package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 7386. */
final class MergePatch {
    private MergePatch() {}

    static ObjectNode apply(ObjectNode original, JsonNode patch) {
        if (!patch.isObject()) {
            throw ApiError.badRequest("a merge patch is an object; found: " + patch.getNodeType());
        }
        return (ObjectNode) merge(original, patch);
    }

    private static JsonNode merge(JsonNode original, JsonNode patch) {
        if (!patch.isObject()) {
            return patch.deepCopy();
        }
        ObjectNode merged = original instanceof ObjectNode object ? object.deepCopy() : Json.object();
        for (var field : patch.properties()) {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
            } else {
                merged.set(field.getKey(), merge(merged.path(field.getKey()), field.getValue()));
            }
        }
        return merged;
    }
}
