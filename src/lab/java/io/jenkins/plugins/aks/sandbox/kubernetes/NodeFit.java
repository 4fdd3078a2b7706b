package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/** Whether a pod may run on a node: taints, node selector, required node affinity, cordon. */
final class NodeFit {
    private static final Set<String> HARD = Set.of("NoSchedule", "NoExecute");

    private NodeFit() {}

    /** Why not, in the scheduler's words; empty when it may. */
    static String refusal(JsonNode pod, JsonNode node) {
        if (!Conditions.isTrue(node, "Ready")) {
            return "node(s) had untolerated taint {node.kubernetes.io/not-ready: }";
        }
        if (Json.at(node, "spec", "unschedulable").asBoolean()
                && !tolerated(
                        pod,
                        Json.object()
                                .put("key", "node.kubernetes.io/unschedulable")
                                .put("effect", "NoSchedule"))) {
            return "node(s) were unschedulable";
        }
        if (!selected(pod, node)) {
            return "node(s) didn't match Pod's node affinity/selector";
        }
        for (JsonNode taint : Json.at(node, "spec", "taints")) {
            if (HARD.contains(Json.text(taint, "effect")) && !tolerated(pod, taint)) {
                return "node(s) had untolerated taint {" + Json.text(taint, "key") + ": " + Json.text(taint, "value")
                        + "}";
            }
        }
        return "";
    }

    /** A daemon's pod is made wherever it may run, also while the node is not ready. */
    static boolean fitsDaemon(JsonNode pod, JsonNode node) {
        boolean selected = selected(pod, node);
        for (JsonNode taint : Json.at(node, "spec", "taints")) {
            selected &= !HARD.contains(Json.text(taint, "effect")) || tolerated(pod, taint);
        }
        return selected;
    }

    static boolean tolerated(JsonNode pod, JsonNode taint) {
        for (JsonNode toleration : Json.at(pod, "spec", "tolerations")) {
            if (tolerates(toleration, taint)) {
                return true;
            }
        }
        return false;
    }

    static boolean tolerates(JsonNode toleration, JsonNode taint) {
        String key = Json.text(toleration, "key");
        String effect = Json.text(toleration, "effect");
        boolean exists = Json.text(toleration, "operator").equals("Exists");
        boolean sameKey = key.isEmpty() ? exists : key.equals(Json.text(taint, "key"));
        boolean sameValue = exists || Json.text(toleration, "value").equals(Json.text(taint, "value"));
        return sameKey && sameValue && (effect.isEmpty() || effect.equals(Json.text(taint, "effect")));
    }

    private static boolean selected(JsonNode pod, JsonNode node) {
        if (!LabelSelector.matching(Json.at(pod, "spec", "nodeSelector")).test(Meta.labels(node))) {
            return false;
        }
        return inTerms(
                Json.at(
                        pod,
                        "spec",
                        "affinity",
                        "nodeAffinity",
                        "requiredDuringSchedulingIgnoredDuringExecution",
                        "nodeSelectorTerms"),
                node);
    }

    /** Whether one of the terms holds for the node, or there are none. */
    static boolean inTerms(JsonNode terms, JsonNode node) {
        boolean any = terms.isEmpty();
        for (JsonNode term : terms) {
            any |= matches(term, node);
        }
        return any;
    }

    private static boolean matches(JsonNode term, JsonNode node) {
        for (JsonNode field : term.path("matchFields")) {
            if (!Json.texts(field.path("values")).contains(Meta.name(node))) {
                return false;
            }
        }
        for (JsonNode expression : term.path("matchExpressions")) {
            Set<String> values = new TreeSet<>(Json.texts(expression.path("values")));
            String key = Json.text(expression, "key");
            String operator = Json.text(expression, "operator");
            boolean numeric = operator.equals("Gt") || operator.equals("Lt");
            boolean holds = numeric
                    ? compares(
                            operator,
                            Meta.labels(node).path(key).asLong(),
                            Long.parseLong(values.iterator().next()))
                    : LabelSelector.operator(key, operator, values).test(Meta.labels(node));
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static boolean compares(String operator, long label, long value) {
        return operator.equals("Gt") ? label > value : label < value;
    }
}
