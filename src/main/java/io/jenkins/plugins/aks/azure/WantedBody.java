package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A resource that must say at least this. What it says on top stays, so that others' settings survive; a list must have
 * the wanted items, in any order. Ids are compared ignoring case, as Azure Resource Manager does.
 */
public final class WantedBody {
    private static final String IDS = "/subscriptions/";

    private WantedBody() {}

    /**
     * The whole body to PUT.
     *
     * @param current what GET gave; empty where the resource does not exist
     * @param wanted without tags
     * @param tags that a new resource carries; what exists keeps its own
     * @return empty where the resource says all of it already
     */
    public static Optional<ObjectNode> of(Optional<ObjectNode> current, ObjectNode wanted, Map<String, String> tags) {
        if (current.isEmpty()) {
            ObjectNode body = wanted.deepCopy();
            return Optional.of(tags.isEmpty() ? body : Tags.put(body, tags));
        }
        if (covers(current.get(), wanted)) {
            return Optional.empty();
        }
        ObjectNode body = ResourceUpdate.editable(current.get());
        merge(body, wanted);
        return Optional.of(body);
    }

    /** Whether {@code actual} says all that {@code wanted} says. */
    public static boolean covers(JsonNode actual, JsonNode wanted) {
        if (wanted.isNull()) {
            return actual.isNull() || actual.isMissingNode();
        }
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(field -> covers(actual.path(field.getKey()), field.getValue())
                            || (field.getValue().isEmpty() && field.getValue().isObject()));
        }
        if (wanted.isArray()) {
            return coversList(actual, wanted);
        }
        String text = wanted.asText();
        return text.regionMatches(true, 0, IDS, 0, IDS.length())
                ? text.equalsIgnoreCase(actual.asText())
                : actual.isValueNode() && text.equals(actual.asText());
    }

    private static boolean coversList(JsonNode actual, JsonNode wanted) {
        for (JsonNode each : wanted) {
            boolean found = false;
            for (JsonNode item : actual) {
                found |= covers(item, each);
            }
            if (!found) {
                return false;
            }
        }
        return actual.isArray();
    }

    private static void merge(ObjectNode body, ObjectNode wanted) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        wanted.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.forEach((name, value) -> {
            if (value instanceof ObjectNode inner && body.path(name) instanceof ObjectNode present) {
                merge(present, inner);
            } else if (!covers(body.path(name), value)) {
                body.set(name, value.deepCopy());
            }
        });
    }
}
