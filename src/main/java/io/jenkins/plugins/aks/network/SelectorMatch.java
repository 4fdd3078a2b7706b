package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Whether labels fit a selector of a policy. */
final class SelectorMatch {
    private SelectorMatch() {}

    /** @param labels without Cilium's prefixes */
    static boolean matches(JsonNode selector, Map<String, String> labels) {
        for (var label : selector.path("matchLabels").properties()) {
            if (!label.getValue().asText().equals(labels.get(bare(label.getKey())))) {
                return false;
            }
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            if (!fits(expression, labels)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(bare(expression.path("key").asText()));
        boolean listed = false;
        for (JsonNode each : expression.path("values")) {
            listed |= each.asText().equals(value);
        }
        return switch (expression.path("operator").asText()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "DoesNotExist" -> value == null;
            default -> value != null;
        };
    }

    /** Whether a selector says itself which namespaces it means. */
    static boolean namesNamespace(JsonNode selector) {
        return selector.toString().contains("io.kubernetes.pod.namespace")
                || selector.toString().contains("io.cilium.k8s.namespace.labels");
    }

    private static String bare(String key) {
        return key.replaceFirst("^(k8s|any|reserved):", "");
    }
}
