package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A selector of labels, as objects have it, in the form in which the API server takes it in a query. */
public final class LabelQuery {
    private LabelQuery() {}

    /** Empty for a selector that selects all. */
    public static String of(JsonNode selector) {
        return String.join(",", terms(selector, UnaryOperator.identity()));
    }

    /** @param key makes the label of a key of the selector */
    public static List<String> terms(JsonNode selector, UnaryOperator<String> key) {
        List<String> terms = new ArrayList<>();
        for (var label : selector.path("matchLabels").properties()) {
            terms.add(key.apply(label.getKey()) + "=" + label.getValue().asText());
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            terms.add(term(expression, key.apply(expression.path("key").asText())));
        }
        return terms;
    }

    private static String term(JsonNode expression, String key) {
        List<String> values = new ArrayList<>();
        expression.path("values").forEach(value -> values.add(value.asText()));
        String list = " (" + String.join(",", values) + ")";
        return switch (expression.path("operator").asText()) {
            case "In" -> key + " in" + list;
            case "NotIn" -> key + " notin" + list;
            case "DoesNotExist" -> "!" + key;
            default -> key;
        };
    }
}
