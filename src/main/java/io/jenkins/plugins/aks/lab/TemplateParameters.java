package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a template declares of its parameters, to refuse what does not fit before anything is sent. */
final class TemplateParameters {
    private static final String SECRET = "a secret";

    private final ObjectNode template;

    TemplateParameters(ObjectNode template) {
        this.template = template;
    }

    /**
     * @param given in the form of a deployment: each {@code {value: …}}, or {@code {reference: …}} to a key vault
     * @param secrets the names of those whose values come from variables
     */
    void check(ObjectNode given, Set<String> secrets) throws InvalidParameterException {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        given.fieldNames().forEachRemaining(names::add);
        names.addAll(secrets);
        refuseUnknown(names);
        refuseMissing(names);
        for (String secret : secrets) {
            requireSecure(secret);
        }
        for (Map.Entry<String, JsonNode> each : given.properties()) {
            JsonNode value = each.getValue().get("value");
            if (value != null) {
                check(each.getKey(), declared(each.getKey()), value);
            }
        }
    }

    boolean isSecure(String name) {
        return type(declared(name)).startsWith("secure");
    }

    boolean isObject(String name) {
        return type(declared(name)).endsWith("object");
    }

    private void refuseUnknown(Set<String> names) throws InvalidParameterException {
        for (String name : names) {
            if (declared(name).isMissingNode()) {
                List<String> known = new ArrayList<>();
                template.path("parameters").fieldNames().forEachRemaining(known::add);
                throw new InvalidParameterException(
                        "parameters",
                        name,
                        known.isEmpty() ? "none: the template has no parameters" : String.join(", ", known),
                        "Correct the name, or leave it out.");
            }
        }
    }

    private void refuseMissing(Set<String> names) throws InvalidParameterException {
        List<String> missing = new ArrayList<>();
        for (Map.Entry<String, JsonNode> each : template.path("parameters").properties()) {
            boolean optional = each.getValue().has("defaultValue")
                    || each.getValue().has("$ref")
                    || each.getValue().path("nullable").asBoolean();
            if (!optional && !names.contains(each.getKey())) {
                missing.add(each.getKey() + " (" + type(each.getValue()) + ")");
            }
        }
        if (!missing.isEmpty()) {
            throw new InvalidParameterException(
                    "parameters",
                    null,
                    "values for " + String.join(", ", missing) + ", which the template gives no default",
                    "Add them to parameters, or secret ones to secureParameters.");
        }
    }

    private void requireSecure(String name) throws InvalidParameterException {
        if (!isSecure(name) && !declared(name).has("$ref")) {
            throw new InvalidParameterException(
                    "secureParameters",
                    name,
                    "parameters of the type securestring or secureObject",
                    "The template declares it as " + type(declared(name))
                            + ", so Azure would show its value in the deployment: change the type in the template.");
        }
    }

    private void check(String name, JsonNode declared, JsonNode value) throws InvalidParameterException {
        String allowed =
                switch (type(declared)) {
                    case "string" -> value.isTextual() ? null : "text";
                    case "int" -> value.isIntegralNumber() ? null : "a whole number, without quotes";
                    case "bool" -> value.isBoolean() ? null : "true or false, without quotes";
                    case "array" -> value.isArray() ? null : "a list";
                    case "object" -> value.isObject() ? null : "a map";
                    default -> null;
                };
        if (allowed != null) {
            throw refused(name, declared, value, allowed);
        }
        checkAllowed(name, declared, value);
        checkRange(name, declared, value);
    }

    private void checkAllowed(String name, JsonNode declared, JsonNode value) throws InvalidParameterException {
        JsonNode allowed = declared.path("allowedValues");
        if (allowed.isEmpty() || value.isArray()) {
            return;
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : allowed) {
            if (each.equals(value) || (each.isNumber() && each.decimalValue().equals(value.decimalValue()))) {
                return;
            }
            texts.add(each.asText());
        }
        throw refused(name, declared, value, String.join(", ", texts));
    }

    private void checkRange(String name, JsonNode declared, JsonNode value) throws InvalidParameterException {
        boolean number = value.isNumber();
        BigDecimal size = number
                ? value.decimalValue()
                : BigDecimal.valueOf(
                        value.isContainerNode() ? value.size() : value.asText().length());
        JsonNode least = declared.path(number ? "minValue" : "minLength");
        JsonNode most = declared.path(number ? "maxValue" : "maxLength");
        boolean low = least.isNumber() && size.compareTo(least.decimalValue()) < 0;
        boolean high = most.isNumber() && size.compareTo(most.decimalValue()) > 0;
        if (low || high) {
            throw refused(
                    name,
                    declared,
                    value,
                    (number ? "a number" : "a length")
                            + (least.isNumber() ? " from " + least.asText() : "")
                            + (most.isNumber() ? " up to " + most.asText() : ""));
        }
    }

    private InvalidParameterException refused(String name, JsonNode declared, JsonNode value, String allowed) {
        boolean secure = type(declared).startsWith("secure");
        return new InvalidParameterException(
                "parameters." + name,
                secure ? SECRET : value.isTextual() ? value.textValue() : value.toString(),
                allowed,
                "That is what the template declares; correct the value.");
    }

    private JsonNode declared(String name) {
        for (Map.Entry<String, JsonNode> each : template.path("parameters").properties()) {
            if (each.getKey().equalsIgnoreCase(name)) {
                return each.getValue();
            }
        }
        return MissingNode.getInstance();
    }

    /** In lower case; empty for one that refers to a definition, which the service checks. */
    private static String type(JsonNode declared) {
        return declared.path("type").asText("").toLowerCase(Locale.ROOT);
    }
}
