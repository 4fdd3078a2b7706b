package io.jenkins.plugins.aks.runner.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Writes plain values so that they come back with their very type: an Integer is no Long to a script. */
final class PlainJson {

    private static final String TYPE = "$type";
    private static final Map<String, Function<String, Object>> NUMBERS = new TreeMap<>(Map.of(
            "Long", Long::valueOf,
            "Short", Short::valueOf,
            "Byte", Byte::valueOf,
            "Float", Float::valueOf,
            "Double", Double::valueOf,
            "BigInteger", BigInteger::new,
            "BigDecimal", BigDecimal::new));

    private PlainJson() {}

    static JsonNode write(Object value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (value == null) {
            return json.nullNode();
        }
        if (value instanceof Boolean truth) {
            return json.booleanNode(truth);
        }
        if (value instanceof Integer number) {
            return json.numberNode(number);
        }
        if (value instanceof Number number) {
            return json.objectNode()
                    .put(TYPE, number.getClass().getSimpleName())
                    .put("value", number.toString());
        }
        if (value instanceof Collection<?> values) {
            ArrayNode array = json.arrayNode();
            values.forEach(v -> array.add(write(v)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            // Entries as pairs: a key may be no text, and the order is the script's.
            ObjectNode object = json.objectNode().put(TYPE, "Map");
            ArrayNode entries = object.putArray("entries");
            map.forEach((k, v) -> entries.addArray().add(write(k)).add(write(v)));
            return object;
        }
        return json.textNode(value.toString());
    }

    static Object read(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isArray()) {
            List<Object> values = new ArrayList<>();
            node.forEach(v -> values.add(read(v)));
            return values;
        }
        if (node.isObject()) {
            return typed(node);
        }
        return node.textValue();
    }

    private static Object typed(JsonNode node) {
        String type = node.path(TYPE).asText();
        if (!type.equals("Map")) {
            return NUMBERS.getOrDefault(type, BigDecimal::new)
                    .apply(node.path("value").asText());
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        node.path("entries").forEach(entry -> map.put(read(entry.path(0)), read(entry.path(1))));
        return map;
    }
}
