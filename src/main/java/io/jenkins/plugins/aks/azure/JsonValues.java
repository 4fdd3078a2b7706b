package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as the maps, lists, strings, numbers and booleans that steps return. */
public final class JsonValues {
    private JsonValues() {}

    public static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.fields().forEachRemaining(field -> {
            if (!field.getValue().isNull()) {
                map.put(field.getKey(), value(field.getValue()));
            }
        });
        return map;
    }

    /** Whole numbers as Integer or Long, others as Double. */
    public static Object value(JsonNode node) {
        if (node.isObject()) {
            return map(node);
        }
        if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(value(item)));
            return list;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isNumber()) {
            return number(node);
        }
        return node.asText();
    }

    private static Object number(JsonNode node) {
        if (!node.isIntegralNumber()) {
            return node.doubleValue();
        }
        return node.canConvertToInt() ? (Object) node.intValue() : (Object) node.longValue();
    }
}
