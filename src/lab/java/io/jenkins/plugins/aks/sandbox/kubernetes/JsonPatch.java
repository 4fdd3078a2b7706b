package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 6902. */
final class JsonPatch {
    private JsonPatch() {}

    static ObjectNode apply(ObjectNode original, JsonNode patch) {
        if (!patch.isArray()) {
            throw ApiError.badRequest("a JSON patch is a list of operations; found: " + patch.getNodeType());
        }
        JsonNode root = original.deepCopy();
        for (JsonNode operation : patch) {
            step(root, operation);
        }
        return (ObjectNode) root;
    }

    private static void step(JsonNode root, JsonNode operation) {
        String op = Json.text(operation, "op");
        String path = Json.text(operation, "path");
        JsonNode value = operation.path("value");
        switch (op) {
            case "add" -> add(root, path, value);
            case "remove" -> remove(root, path);
            case "replace" -> {
                remove(root, path);
                add(root, path, value);
            }
            case "move" -> add(root, path, remove(root, Json.text(operation, "from")));
            case "copy" -> add(
                    root, path, find(root, Json.text(operation, "from")).deepCopy());
            case "test" -> {
                if (!find(root, path).equals(value)) {
                    throw refused("testing value " + path + " failed");
                }
            }
            default -> throw ApiError.badRequest("unknown JSON patch operation \"" + op + "\"");
        }
    }

    private static void add(JsonNode root, String path, JsonNode value) {
        JsonNode parent = find(root, parent(path));
        String last = last(path);
        if (parent instanceof ObjectNode object) {
            object.set(last, value.deepCopy());
        } else if (parent instanceof ArrayNode array) {
            int index = last.equals("-") ? array.size() : index(last, path);
            if (index > array.size()) {
                throw refused("add operation does not apply: index " + index + " is beyond the end of " + parent(path));
            }
            array.insert(index, value.deepCopy());
        } else {
            throw refused("add operation does not apply: doc is missing path: \"" + path + "\"");
        }
    }

    private static JsonNode remove(JsonNode root, String path) {
        JsonNode removed = find(root, path).deepCopy();
        JsonNode parent = find(root, parent(path));
        if (parent instanceof ObjectNode object) {
            object.remove(last(path));
        } else {
            ((ArrayNode) parent).remove(index(last(path), path));
        }
        return removed;
    }

    private static JsonNode find(JsonNode root, String path) {
        JsonNode found = root;
        String[] parts = path.split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            String name = unescape(parts[i]);
            found = found.isArray() ? found.path(index(name, path)) : found.path(name);
        }
        if (found.isMissingNode()) {
            throw refused("operation does not apply: doc is missing path: \"" + path + "\"");
        }
        return found;
    }

    private static int index(String text, String path) {
        if (!text.matches("[0-9]{1,6}")) {
            throw refused("invalid index \"" + text + "\" in path \"" + path + "\"");
        }
        return Integer.parseInt(text);
    }

    private static String parent(String path) {
        if (!path.startsWith("/")) {
            throw refused("the path \"" + path + "\" does not start with /");
        }
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String last(String path) {
        return unescape(path.substring(path.lastIndexOf('/') + 1));
    }

    private static String unescape(String part) {
        return part.replace("~1", "/").replace("~0", "~");
    }

    private static ApiError refused(String message) {
        return ApiError.of(
                422, "Invalid", "the server rejected our request due to an error in our request: " + message);
    }
}
