package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.Locale;

/** The outputs of a deployment. */
public final class Outputs {
    private final Template template;
    private final Evaluator evaluator;

    public Outputs(Template template, Evaluator evaluator) {
        this.template = template;
        this.evaluator = evaluator;
    }

    /** Each with its type and, unless it is secure, its value. */
    public ObjectNode evaluate() {
        ObjectNode all = Json.object();
        template.outputs().properties().forEach(entry -> {
            JsonNode declared = template.typed(entry.getValue());
            boolean wanted = !declared.has("condition")
                    || evaluator
                            .evaluate(declared.get("condition"), Locals.NONE)
                            .asBoolean();
            if (wanted) {
                all.set(entry.getKey(), output(entry.getKey(), declared));
            }
        });
        return all;
    }

    private ObjectNode output(String name, JsonNode declared) {
        String type = declared.path("type").asText();
        JsonNode value = declared.has("copy")
                ? evaluator.copies(declared.get("copy"), Locals.NONE)
                : evaluator.evaluate(declared.path("value"), Locals.NONE);
        if (!fits(type, value) && !(declared.path("nullable").asBoolean() && value.isNull())) {
            throw new TemplateException(
                    "The template output '" + name + "' is not valid: Template output JToken type is"
                            + " not valid. Expected '" + type + "'. Actual '" + Values.typeOf(value)
                            + "'. Please see https://aka.ms/arm-create-parameter-file for usage details.");
        }
        ObjectNode output = Json.object().put("type", Parameters.typeName(type));
        if (!type.toLowerCase(Locale.ROOT).startsWith("secure")) {
            output.set("value", value);
        }
        return output;
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "string", "securestring" -> value.isTextual();
            case "int" -> value.isIntegralNumber();
            case "bool" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object", "secureobject" -> value.isObject();
            default -> false;
        };
    }
}
