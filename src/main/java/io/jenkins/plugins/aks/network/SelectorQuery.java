package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A policy's selector of pods as the API server takes it in a query. */
final class SelectorQuery {
    private SelectorQuery() {}

    /** Empty where it cannot be asked so: it names a namespace, or something that is no pod. */
    static Optional<String> of(JsonNode selector) {
        List<String> terms = new ArrayList<>();
        for (var label : selector.path("matchLabels").properties()) {
            terms.add(bare(label.getKey()) + "=" + label.getValue().asText());
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            terms.add(term(expression));
        }
        boolean strange = terms.stream()
                .anyMatch(term ->
                        term.contains(":") || term.contains("io.kubernetes.pod.") || term.contains("io.cilium."));
        return strange ? Optional.empty() : Optional.of(String.join(",", terms));
    }

    private static String term(JsonNode expression) {
        String key = bare(expression.path("key").asText());
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

    private static String bare(String key) {
        return key.replaceFirst("^(k8s|any):", "");
    }
}
