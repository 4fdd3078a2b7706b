package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Kubernetes' own patch: lists of objects merge by key, with the directives {@code $patch} and its relatives. */
final class StrategicMergePatch {
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE_PRIMITIVE = "$deleteFromPrimitiveList/";

    private final BuiltInSchema schema = new BuiltInSchema();

    ObjectNode apply(ObjectNode original, JsonNode patch) {
        if (!patch.isObject()) {
            throw ApiError.badRequest("a strategic merge patch is an object; found: " + patch.getNodeType());
        }
        return mergeObject(original, patch, List.of());
    }

    private ObjectNode mergeObject(JsonNode original, JsonNode patch, List<String> path) {
        boolean replace = Json.text(patch, "$patch").equals("replace");
        ObjectNode merged = original instanceof ObjectNode object && !replace ? object.deepCopy() : Json.object();
        retain(merged, patch);
        for (var field : patch.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (name.startsWith(DELETE_PRIMITIVE)) {
                deletePrimitives(merged, name.substring(DELETE_PRIMITIVE.length()), value);
            } else if (!name.startsWith("$")) {
                mergeField(merged, name, value, append(path, name));
            }
        }
        for (var field : patch.properties()) {
            if (field.getKey().startsWith(ORDER)) {
                String name = field.getKey().substring(ORDER.length());
                order(merged, name, field.getValue(), schema.patchKey(append(path, name)));
            }
        }
        return merged;
    }

    private void mergeField(ObjectNode merged, String name, JsonNode value, List<String> path) {
        if (value.isNull() || Json.text(value, "$patch").equals("delete")) {
            merged.remove(name);
        } else if (value.isObject()) {
            merged.set(name, mergeObject(merged.path(name), value, path));
        } else if (value.isArray() && !schema.patchKey(path).isEmpty()) {
            merged.set(name, mergeList(merged.path(name), value, path));
        } else if (value.isArray() && schema.set(path)) {
            merged.set(name, union(merged.path(name), value));
        } else {
            merged.set(name, value.deepCopy());
        }
    }

    private ArrayNode mergeList(JsonNode original, JsonNode patch, List<String> path) {
        String key = schema.patchKey(path);
        boolean replace = false;
        for (JsonNode item : patch) {
            replace |= Json.text(item, "$patch").equals("replace");
        }
        List<JsonNode> items = new ArrayList<>();
        if (!replace) {
            original.forEach(items::add);
        }
        for (JsonNode item : patch) {
            if (!Json.text(item, "$patch").equals("replace")) {
                mergeItem(items, item, key, path);
            }
        }
        return Json.array().addAll(items);
    }

    private void mergeItem(List<JsonNode> items, JsonNode item, String key, List<String> path) {
        if (!item.hasNonNull(key)) {
            throw ApiError.badRequest("map: " + item + " does not contain declared merge key: " + key);
        }
        int at = position(items, key, item.path(key));
        if (Json.text(item, "$patch").equals("delete")) {
            items.removeIf(candidate -> candidate.path(key).equals(item.path(key)));
        } else if (at >= 0) {
            items.set(at, mergeObject(items.get(at), item, path));
        } else {
            items.add(mergeObject(Json.object(), item, path));
        }
    }

    private static void retain(ObjectNode merged, JsonNode patch) {
        if (patch.has("$retainKeys")) {
            merged.retain(Json.texts(patch.path("$retainKeys")));
        }
    }

    private static void deletePrimitives(ObjectNode merged, String name, JsonNode values) {
        List<JsonNode> gone = new ArrayList<>();
        values.forEach(gone::add);
        ArrayNode rest = Json.array();
        merged.path(name).forEach(item -> {
            if (!gone.contains(item)) {
                rest.add(item);
            }
        });
        merged.set(name, rest);
    }

    /** Named items take the given order; the others stay behind them in their own. */
    private static void order(ObjectNode merged, String name, JsonNode wanted, String key) {
        if (!merged.path(name).isArray()) {
            return;
        }
        List<JsonNode> order = new ArrayList<>();
        wanted.forEach(item -> order.add(key.isEmpty() ? item : item.path(key)));
        List<JsonNode> items = new ArrayList<>();
        merged.path(name).forEach(items::add);
        items.sort(Comparator.comparingInt(item -> {
            int at = order.indexOf(key.isEmpty() ? item : item.path(key));
            return at < 0 ? Integer.MAX_VALUE : at;
        }));
        merged.set(name, Json.array().addAll(items));
    }

    private static ArrayNode union(JsonNode original, JsonNode patch) {
        List<JsonNode> values = new ArrayList<>();
        original.forEach(values::add);
        patch.forEach(value -> {
            if (!values.contains(value)) {
                values.add(value);
            }
        });
        return Json.array().addAll(values);
    }

    private static int position(List<JsonNode> items, String key, JsonNode value) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).path(key).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }
}
