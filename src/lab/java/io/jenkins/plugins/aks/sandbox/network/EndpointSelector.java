package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Cilium's label selectors: keys may carry the source of the label, and mean the policy's namespace by default. */
final class EndpointSelector {
    private final JsonNode selector;
    private final String namespace;

    /** @param namespace of the policy; empty for one of the whole cluster */
    EndpointSelector(JsonNode selector, String namespace) {
        this.selector = selector;
        this.namespace = namespace;
    }

    boolean matches(Endpoint endpoint) {
        if (namesReserved()) {
            return labelsMatch(endpoint);
        }
        if (!endpoint.isPod()) {
            return false;
        }
        boolean here = namespace.isEmpty() || namesNamespace() || namespace.equals(endpoint.namespace());
        return here && labelsMatch(endpoint);
    }

    private boolean labelsMatch(Endpoint endpoint) {
        for (var label : selector.path("matchLabels").properties()) {
            if (!label.getValue().asText().equals(endpoint.labels().get(key(label.getKey())))) {
                return false;
            }
        }
        for (JsonNode expression : selector.path("matchExpressions")) {
            if (!holds(expression, endpoint)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(JsonNode expression, Endpoint endpoint) {
        String value = endpoint.labels().get(key(expression.path("key").asText()));
        Set<String> values = new HashSet<>();
        expression.path("values").forEach(each -> values.add(each.asText()));
        return switch (expression.path("operator").asText()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> false;
        };
    }

    private boolean namesNamespace() {
        return keys().stream()
                .anyMatch(key -> key.equals(Endpoint.NAMESPACE) || key.startsWith(Endpoint.NAMESPACE_LABELS));
    }

    private boolean namesReserved() {
        return keys().stream().anyMatch(key -> key.startsWith("reserved:"));
    }

    private Set<String> keys() {
        Set<String> keys = new HashSet<>();
        selector.path("matchLabels").fieldNames().forEachRemaining(name -> keys.add(key(name)));
        selector.path("matchExpressions")
                .forEach(expression -> keys.add(key(expression.path("key").asText())));
        return keys;
    }

    private static String key(String written) {
        return written.replaceFirst("^(k8s|any):", "");
    }
}
