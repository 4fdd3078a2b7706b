package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The values of a template's parameters: given ones and defaults, checked against what the template declares. */
public final class Parameters {
    private final Template template;

    public Parameters(Template template) {
        this.template = template;
    }

    /**
     * @param given as in a deployment's body: each an object with {@code value}
     * @return all values by name
     */
    public ObjectNode bind(ObjectNode given, Place place) {
        ObjectNode values = Json.object();
        List<String> unknown = new ArrayList<>();
        given.properties().forEach(entry -> {
            if (Values.member(template.parameters(), entry.getKey()) == null) {
                unknown.add(entry.getKey());
            } else {
                values.set(entry.getKey(), value(entry.getKey(), entry.getValue()));
            }
        });
        if (!unknown.isEmpty()) {
            List<String> known = new ArrayList<>();
            template.parameters().fieldNames().forEachRemaining(known::add);
            throw new TemplateException("The template parameters '" + String.join(", ", unknown)
                    + "' in the parameters file are not valid; they are not present in the original template and can"
                    + " therefore not be provided at deployment time. The only supported parameters for this template"
                    + " are '" + String.join(", ", known)
                    + "'. Please see https://aka.ms/arm-pass-parameter-values for usage details.");
        }
        return complete(values, place);
    }

    private ObjectNode complete(ObjectNode given, Place place) {
        Evaluator evaluator = new Evaluator(template, place, Runtime.none(), given);
        ObjectNode all = Json.object();
        template.parameters().properties().forEach(entry -> {
            JsonNode declared = template.typed(entry.getValue());
            boolean nullable = declared.path("nullable").asBoolean();
            boolean absent = Values.member(given, entry.getKey()) == null && !declared.has("defaultValue");
            if (absent && !nullable) {
                throw new TemplateException("The value for the template parameter '" + entry.getKey()
                        + "' is not provided. Please see https://aka.ms/arm-create-parameter-file for usage details.");
            }
            JsonNode value = absent ? Json.from(null) : evaluator.parameter(entry.getKey());
            if (!(nullable && Values.isNull(value))) {
                check(entry.getKey(), declared, value);
            }
            all.set(entry.getKey(), value);
        });
        return all;
    }

    private static JsonNode value(String name, JsonNode given) {
        if (given.has("reference")) {
            throw new TemplateException(
                    "The parameter '" + name + "' refers to a key vault, which this sandbox does not support.");
        }
        if (!given.isObject() || !given.has("value")) {
            throw new TemplateException("The parameter '" + name
                    + "' must be an object with the property 'value'. Please see"
                    + " https://aka.ms/arm-create-parameter-file for usage details.");
        }
        return given.get("value");
    }

    /** @throws TemplateException for a value of another type, or one that is not allowed */
    private void check(String name, JsonNode declared, JsonNode value) {
        String type = declared.path("type").asText().toLowerCase(Locale.ROOT);
        boolean fits =
                switch (type) {
                    case "string", "securestring" -> value.isTextual();
                    case "int" -> value.isIntegralNumber();
                    case "bool" -> value.isBoolean();
                    case "array" -> value.isArray();
                    case "object", "secureobject" -> value.isObject();
                    default -> throw new TemplateException("The template parameter '" + name + "' has the type '"
                            + declared.path("type").asText()
                            + "', which is not one of 'string, securestring, int, bool,"
                            + " object, secureObject, array'.");
                };
        if (!fits) {
            throw invalid(
                    name,
                    "Template parameter JToken type is not valid. Expected '"
                            + declared.path("type").asText() + "'. Actual '" + Values.typeOf(value)
                            + "'. Please see https://aka.ms/arm-deploy/#parameter-file for usage details.");
        }
        if (declared.has("allowedValues")) {
            checkAllowed(name, declared.get("allowedValues"), value);
        }
        checkSize(name, declared, value);
    }

    private static void checkAllowed(String name, JsonNode allowed, JsonNode value) {
        List<JsonNode> wrong = new ArrayList<>();
        (value.isArray() ? value : Json.array().add(value)).forEach(wrong::add);
        for (JsonNode each : allowed) {
            wrong.removeIf(w -> Values.same(w, each) || value.equals(each));
        }
        if (!wrong.isEmpty()) {
            List<String> texts = new ArrayList<>();
            allowed.forEach(each -> texts.add(Values.text(each)));
            throw invalid(
                    name,
                    "The value '" + Values.text(wrong.get(0)) + "' is not part of the allowed value(s): '"
                            + String.join(",", texts) + "'.");
        }
    }

    private static void checkSize(String name, JsonNode declared, JsonNode value) {
        boolean number = value.isNumber();
        long size = number
                ? value.longValue()
                : value.isContainerNode() ? value.size() : value.asText().length();
        String least = number ? "minValue" : "minLength";
        String most = number ? "maxValue" : "maxLength";
        String what = number ? "The value" : "Length of the value";
        if (declared.has(least) && size < declared.get(least).asLong()) {
            throw invalid(name, what + " should be greater than or equal to '" + declared.get(least) + "'.");
        }
        if (declared.has(most) && size > declared.get(most).asLong()) {
            throw invalid(name, what + " should be less than or equal to '" + declared.get(most) + "'.");
        }
    }

    private static TemplateException invalid(String name, String why) {
        return new TemplateException(
                "The provided value for the template parameter '" + name + "' is not valid. " + why);
    }

    /** As a deployment shows them: the values of secure ones are left out. */
    public ObjectNode shown(ObjectNode values) {
        ObjectNode shown = Json.object();
        template.parameters().properties().forEach(entry -> {
            String type = template.typed(entry.getValue()).path("type").asText();
            ObjectNode parameter = shown.putObject(entry.getKey()).put("type", typeName(type));
            if (!type.toLowerCase(Locale.ROOT).startsWith("secure")) {
                parameter.set("value", values.path(entry.getKey()));
            }
        });
        return shown;
    }

    /** As deployments write a type: {@code String}, {@code SecureString}, {@code Int}, … */
    public static String typeName(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "securestring" -> "SecureString";
            case "secureobject" -> "SecureObject";
            default -> type.isEmpty()
                    ? ""
                    : type.substring(0, 1).toUpperCase(Locale.ROOT)
                            + type.substring(1).toLowerCase(Locale.ROOT);
        };
    }
}
