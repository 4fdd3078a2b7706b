package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.LabelQuery;
import java.util.List;
import java.util.Optional;

/** A policy's selector of pods as the API server takes it in a query. */
final class SelectorQuery {
    private SelectorQuery() {}

    /** Empty where it cannot be asked so: it names a namespace, or something that is no pod. */
    static Optional<String> of(JsonNode selector) {
        List<String> terms = LabelQuery.terms(selector, SelectorQuery::bare);
        boolean strange = terms.stream()
                .anyMatch(term ->
                        term.contains(":") || term.contains("io.kubernetes.pod.") || term.contains("io.cilium."));
        return strange ? Optional.empty() : Optional.of(String.join(",", terms));
    }

    private static String bare(String key) {
        return key.replaceFirst("^(k8s|any):", "");
    }
}
