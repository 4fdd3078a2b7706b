package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.Arrays;
import java.util.Map;

/**
 * The fields that a body may have: {@code /sandbox/schema/{name}.json}. A field is an object, a list with one entry
 * (the schema of its elements), or one of {@code string}, {@code int}, {@code bool}, {@code number}, {@code map} (of
 * strings), {@code any}, {@code readonly} (accepted and dropped), {@code #other} (another schema), or the allowed
 * values {@code a|b|c} (one alone: {@code a|}), compared in any case. Null counts as absent.
 */
public final class Schema {
    private final String code;
    private final JsonNode schema;

    private Schema(String code, JsonNode schema) {
        this.code = code;
        this.schema = schema;
    }

    /** @param code what the provider calls a body that it can't read */
    public static Schema load(String name, String code) {
        return new Schema(code, Json.resource("/sandbox/schema/" + name + ".json"));
    }

    /**
     * @return a copy without nulls and read-only fields
     * @throws ArmRefusal 400 naming the first field that is unknown or has the wrong type
     */
    public ObjectNode check(ObjectNode body) {
        return (ObjectNode) checked(body, schema, "");
    }

    private JsonNode checked(JsonNode value, JsonNode type, String path) {
        if (type.isObject()) {
            return object(value, type, path);
        }
        if (type.isArray()) {
            return array(value, type.get(0), path);
        }
        String name = type.asText();
        if (name.startsWith("#")) {
            return checked(value, Json.resource("/sandbox/schema/" + name.substring(1) + ".json"), path);
        }
        boolean fits =
                switch (name) {
                    case "string" -> value.isTextual();
                    case "int" -> value.isIntegralNumber();
                    case "number" -> value.isNumber();
                    case "bool" -> value.isBoolean();
                    case "map" -> value.isObject() && allTextual(value);
                    case "any" -> true;
                    default -> isOneOf(value, name, path);
                };
        if (!fits) {
            throw unreadable("'" + path + "' must be of type " + name + ", but is " + describe(value));
        }
        return value.deepCopy();
    }

    private ObjectNode object(JsonNode value, JsonNode type, String path) {
        if (!value.isObject()) {
            throw unreadable("'" + path + "' must be an object, but is " + describe(value));
        }
        ObjectNode result = Json.object();
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String where = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode fieldType = type.get(field.getKey());
            if (fieldType == null) {
                throw unreadable("unknown field '" + where + "'");
            }
            if (!field.getValue().isNull() && !fieldType.asText().equals("readonly")) {
                result.set(field.getKey(), checked(field.getValue(), fieldType, where));
            }
        }
        return result;
    }

    private ArrayNode array(JsonNode value, JsonNode type, String path) {
        if (!value.isArray()) {
            throw unreadable("'" + path + "' must be a list, but is " + describe(value));
        }
        ArrayNode result = Json.array();
        for (int i = 0; i < value.size(); i++) {
            result.add(checked(value.get(i), type, path + "[" + i + "]"));
        }
        return result;
    }

    private boolean isOneOf(JsonNode value, String allowed, String path) {
        if (!allowed.contains("|")) {
            throw new IllegalStateException("schema type '" + allowed + "' is unknown");
        }
        String[] values = allowed.split("\\|");
        if (value.isTextual() && Arrays.stream(values).noneMatch(value.textValue()::equalsIgnoreCase)) {
            throw ArmRefusal.invalid(
                    path, "'" + value.textValue() + "' is not one of " + String.join(", ", values) + ".");
        }
        return value.isTextual();
    }

    private static boolean allTextual(JsonNode value) {
        for (JsonNode item : value) {
            if (!item.isTextual()) {
                return false;
            }
        }
        return true;
    }

    private static String describe(JsonNode value) {
        return value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }

    private ArmRefusal unreadable(String why) {
        return new ArmRefusal(
                400, code, "The request content was invalid and could not be deserialized: '" + why + "'.");
    }
}
