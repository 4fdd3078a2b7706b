package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The place of a field in the notation of FieldsV1: {@code f:name} a field, <code>k:{"name":"x"}</code> the item of a
 * list with these keys, {@code v:"x"} a value in a set.
 */
record FieldPath(List<String> elements) implements Comparable<FieldPath> {
    static final FieldPath ROOT = new FieldPath(List.of());

    FieldPath then(String element) {
        List<String> longer = new ArrayList<>(elements);
        longer.add(element);
        return new FieldPath(List.copyOf(longer));
    }

    FieldPath parent() {
        return new FieldPath(elements.subList(0, elements.size() - 1));
    }

    boolean isRoot() {
        return elements.isEmpty();
    }

    String last() {
        return elements.get(elements.size() - 1);
    }

    /** An item of a list: it is there or not, but has no value of its own. */
    boolean isMember() {
        return !last().startsWith("f:");
    }

    /** A field that the item it is in is known by. */
    boolean isKeyOfItem() {
        if (elements.size() < 2 || isMember()) {
            return false;
        }
        String item = elements.get(elements.size() - 2);
        return item.startsWith("k:") && Json.parse(item.substring(2)).has(last().substring(2));
    }

    boolean startsWith(FieldPath other) {
        return elements.size() >= other.elements.size()
                && elements.subList(0, other.elements.size()).equals(other.elements);
    }

    /** The value there; a missing node when there is none. */
    JsonNode in(JsonNode root, MergeSchema schema) {
        JsonNode found = root;
        for (String element : elements) {
            found = step(found, element, schema);
        }
        return found;
    }

    void removeFrom(ObjectNode root, MergeSchema schema) {
        JsonNode parent = parent().in(root, schema);
        if (parent instanceof ObjectNode object) {
            object.remove(last().substring(2));
        } else if (parent instanceof ArrayNode array) {
            JsonNode item = step(array, last(), schema);
            for (int i = array.size() - 1; i >= 0; i--) {
                if (array.get(i) == item) {
                    array.remove(i);
                }
            }
        }
    }

    private static JsonNode step(JsonNode node, String element, MergeSchema schema) {
        String rest = element.substring(2);
        if (element.startsWith("f:")) {
            return node.path(rest);
        }
        for (JsonNode item : node) {
            boolean same = element.startsWith("v:") ? item.toString().equals(rest) : matches(item, rest, schema);
            if (same) {
                return item;
            }
        }
        return Json.object().path("missing");
    }

    private static boolean matches(JsonNode item, String keys, MergeSchema schema) {
        for (var key : Json.parse(keys).properties()) {
            String actual = item.has(key.getKey()) ? item.path(key.getKey()).asText() : schema.keyDefault(key.getKey());
            if (!actual.equals(key.getValue().asText())) {
                return false;
            }
        }
        return true;
    }

    /** As conflict messages write it: {@code .spec.containers[name="x"].image}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String element : elements) {
            String rest = element.substring(2);
            if (element.startsWith("f:")) {
                text.append('.').append(rest);
            } else if (element.startsWith("v:")) {
                text.append("[=").append(rest).append(']');
            } else {
                List<String> keys = new ArrayList<>();
                Json.parse(rest).properties().forEach(key -> keys.add(key.getKey() + "=" + key.getValue()));
                text.append('[').append(String.join(",", keys)).append(']');
            }
        }
        return text.toString();
    }

    @Override
    public int compareTo(FieldPath other) {
        return String.join("\u0000", elements).compareTo(String.join("\u0000", other.elements));
    }
}
