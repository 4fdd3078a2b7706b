package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A Kubernetes object as the plain map that a pipeline gets. The values of a Secret are left out, because what a step
 * returns is kept in the build's files and can be printed.
 */
final class PlainObject {

    static final String HIDDEN = "(hidden)";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private PlainObject() {}

    @SuppressWarnings("unchecked")
    static Map<String, Object> of(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        if (copy.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("managedFields");
        }
        if (copy.path("kind").asText().equals("Secret")) {
            hide(copy, "data");
            hide(copy, "stringData");
            if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
                annotations.remove(LAST_APPLIED);
            }
        }
        return MAPPER.convertValue(copy, Map.class);
    }

    private static void hide(ObjectNode secret, String field) {
        if (secret.path(field) instanceof ObjectNode values) {
            values.fieldNames().forEachRemaining(name -> values.put(name, HIDDEN));
        }
    }
}
