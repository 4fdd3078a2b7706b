package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/** The service keeps what a PUT does not mention; what it mentions, it replaces. */
final class Merge {
    /** Replaced as a whole. */
    private static final Set<String> MAPS = Set.of("tags", "nodeLabels", "userAssignedIdentities");

    private Merge() {}

    static ObjectNode over(ObjectNode existing, ObjectNode wanted) {
        ObjectNode result = existing.deepCopy();
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            JsonNode old = result.get(field.getKey());
            if (old instanceof ObjectNode oldObject
                    && field.getValue() instanceof ObjectNode newObject
                    && !MAPS.contains(field.getKey())) {
                result.set(field.getKey(), over(oldObject, newObject));
            } else {
                result.set(field.getKey(), field.getValue().deepCopy());
            }
        }
        return result;
    }

    /** Sets what is absent. */
    static void absent(ObjectNode object, String field, Object value) {
        if (!object.hasNonNull(field)) {
            object.set(field, io.jenkins.plugins.aks.sandbox.Json.from(value));
        }
    }
}
