package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.kubernetes.ApiError.Cause;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds a custom resource against the schema of its definition: removes unknown fields, refuses wrong ones. */
final class CustomFields {
    private static final Set<String> ALWAYS = Set.of("apiVersion", "kind", "metadata");

    private final List<Cause> causes = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private CustomFields() {}

    /** @return the paths of the fields that were removed because the schema does not have them */
    static List<String> check(ResourceType type, JsonNode schema, ObjectNode object) {
        CustomFields check = new CustomFields();
        check.walk(schema, object, "", true);
        if (!check.causes.isEmpty()) {
            throw ApiError.invalid(type, Meta.name(object), check.causes);
        }
        return check.unknown;
    }

    private void walk(JsonNode schema, JsonNode node, String path, boolean root) {
        String wanted = Json.text(schema, "type");
        if (!root && !fits(schema, wanted, node)) {
            String found = node.getNodeType().toString().toLowerCase(java.util.Locale.ROOT);
            String message = "Invalid value: \"" + found + "\": " + path + " in body must be of type " + wanted + ": \""
                    + found + "\"";
            causes.add(new Cause("FieldValueTypeInvalid", message, path));
            return;
        }
        allowed(schema, node, path);
        if (node instanceof ObjectNode object) {
            required(schema, object, path);
            fields(schema, object, path, root);
        } else if (node.isArray()) {
            int i = 0;
            for (JsonNode item : node) {
                walk(schema.path("items"), item, path + "[" + i++ + "]", false);
            }
        }
    }

    private void fields(JsonNode schema, ObjectNode object, String path, boolean root) {
        boolean preserve = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode property = Json.at(schema, "properties", field.getKey());
            JsonNode any = schema.path("additionalProperties");
            if (root && ALWAYS.contains(field.getKey())) {
                continue;
            }
            if (!property.isMissingNode()) {
                walk(property, field.getValue(), at, false);
            } else if (any.isObject()) {
                walk(any, field.getValue(), at, false);
            } else if (!preserve && !any.asBoolean()) {
                unknown.add(at);
                fields.remove();
            }
        }
    }

    private void required(JsonNode schema, JsonNode object, String path) {
        for (JsonNode name : schema.path("required")) {
            if (!object.hasNonNull(name.asText())) {
                String at = path.isEmpty() ? name.asText() : path + "." + name.asText();
                causes.add(new Cause("FieldValueRequired", "Required value", at));
            }
        }
    }

    private void allowed(JsonNode schema, JsonNode node, String path) {
        JsonNode values = schema.path("enum");
        if (values.isEmpty()) {
            return;
        }
        List<String> supported = new ArrayList<>();
        for (JsonNode value : values) {
            if (value.equals(node)) {
                return;
            }
            supported.add(value.toString());
        }
        String message = "Unsupported value: " + node + ": supported values: " + String.join(", ", supported);
        causes.add(new Cause("FieldValueNotSupported", message, path));
    }

    private static boolean fits(JsonNode schema, String wanted, JsonNode node) {
        if (node.isNull() || schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return true;
        }
        return switch (wanted) {
            case "object" -> node.isObject();
            case "array" -> node.isArray();
            case "string" -> node.isTextual();
            case "integer" -> node.isIntegralNumber();
            case "number" -> node.isNumber();
            case "boolean" -> node.isBoolean();
            default -> true;
        };
    }
}
