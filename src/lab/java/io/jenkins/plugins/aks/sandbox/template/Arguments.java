package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** The arguments of one call, with the service's errors for those of the wrong type. */
record Arguments(String function, List<JsonNode> values, Locals locals) {

    int size() {
        return values.size();
    }

    JsonNode any(int index) {
        return values.get(index);
    }

    String text(int index) {
        JsonNode value = any(index);
        if (!value.isTextual()) {
            throw wrong("String", value);
        }
        return value.textValue();
    }

    String text(int index, String absent) {
        return index < size() ? text(index) : absent;
    }

    long number(int index) {
        JsonNode value = any(index);
        if (!value.isIntegralNumber()) {
            throw wrong("Integer", value);
        }
        return value.longValue();
    }

    boolean bool(int index) {
        JsonNode value = any(index);
        if (!value.isBoolean()) {
            throw wrong("Boolean", value);
        }
        return value.booleanValue();
    }

    ArrayNode array(int index) {
        if (any(index) instanceof ArrayNode array) {
            return array;
        }
        throw wrong("Array", any(index));
    }

    ObjectNode object(int index) {
        if (any(index) instanceof ObjectNode object) {
            return object;
        }
        throw wrong("Object", any(index));
    }

    TemplateException wrong(String expected, JsonNode value) {
        return new TemplateException("The template language function '" + function
                + "' expects its parameter to be of type '" + expected + "'. The provided value is of type '"
                + Values.typeOf(value) + "'. Please see https://aka.ms/arm-functions#"
                + function.toLowerCase(Locale.ROOT) + " for usage details.");
    }

    TemplateException invalid(String why) {
        return new TemplateException("The template language function '" + function + "' is not valid: " + why
                + " Please see https://aka.ms/arm-functions#" + function.toLowerCase(Locale.ROOT)
                + " for usage details.");
    }
}
