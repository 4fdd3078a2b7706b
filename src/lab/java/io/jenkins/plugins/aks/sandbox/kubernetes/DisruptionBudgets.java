package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** PodDisruptionBudgets: their status, and whether a pod may be evicted. */
final class DisruptionBudgets implements Controller {
    private static final ResourceType BUDGETS = BuiltInTypes.kind("PodDisruptionBudget");

    private final ControlPlane plane;

    DisruptionBudgets(ControlPlane plane) {
        this.plane = plane;
    }

    /** Healthy pods that a budget asks for, and that it has. */
    private record Count(int expected, int desired, int healthy) {
        int allowed() {
            return Math.max(0, healthy - desired);
        }
    }

    @Override
    public void reconcile() {
        for (ObjectNode budget : plane.list(BUDGETS)) {
            Count count = count(budget);
            ObjectNode status = Json.child(budget, "status");
            status.put("currentHealthy", count.healthy()).put("desiredHealthy", count.desired());
            status.put("expectedPods", count.expected()).put("disruptionsAllowed", count.allowed());
            status.put(
                    "observedGeneration",
                    Json.at(budget, "metadata", "generation").asLong());
            boolean enough = count.allowed() > 0;
            String reason = enough ? "SufficientPods" : "InsufficientPods";
            Conditions.set(budget, "DisruptionAllowed", enough, reason, "", plane.now());
            plane.save(BUDGETS, budget);
        }
    }

    /**
     * Asks for the deletion of a pod, unless a budget forbids it.
     *
     * @throws ApiError 429 where one does
     */
    void evict(JsonNode pod, DeleteOptions options, boolean dryRun) {
        List<ObjectNode> budgets = plane.list(BUDGETS, Meta.namespace(pod)).stream()
                .filter(budget -> covers(budget, pod))
                .toList();
        if (budgets.size() > 1) {
            throw ApiError.of(
                    500,
                    "InternalError",
                    "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }
        Optional<String> refusal = budgets.isEmpty() ? Optional.empty() : refusal(budgets.get(0), pod);
        if (refusal.isPresent()) {
            throw ApiError.disrupted(Meta.name(budgets.get(0)), refusal.get());
        }
        if (!dryRun) {
            plane.deletes(pod, options);
        }
    }

    /** Pods that do not run cost nothing; those that are not ready may go where the others suffice. */
    private Optional<String> refusal(ObjectNode budget, JsonNode pod) {
        Count count = count(budget);
        boolean running = Json.text(pod, "status", "phase").equals("Running");
        boolean always = Json.text(budget, "spec", "unhealthyPodEvictionPolicy").equals("AlwaysAllow");
        boolean ready = Pods.ready(pod);
        boolean free = !running || Meta.deleting(pod) || !ready && (always || count.healthy() >= count.desired());
        if (free || ready && count.allowed() > 0) {
            return Optional.empty();
        }
        return Optional.of("The disruption budget " + Meta.name(budget) + " needs " + count.desired()
                + " healthy pods and has " + count.healthy() + " currently");
    }

    private static boolean covers(JsonNode budget, JsonNode pod) {
        JsonNode selector = Json.at(budget, "spec", "selector");
        return !selector.isMissingNode() && LabelSelector.of(selector).test(Meta.labels(pod));
    }

    private Count count(JsonNode budget) {
        List<ObjectNode> pods = new ArrayList<>(plane.list(ControlPlane.PODS, Meta.namespace(budget)));
        pods.removeIf(pod -> !covers(budget, pod) || Pods.ended(pod));
        int healthy = (int) pods.stream().filter(Pods::ready).count();
        JsonNode least = Json.at(budget, "spec", "minAvailable");
        if (least.isInt()) {
            return new Count(pods.size(), least.asInt(), healthy);
        }
        int expected = expected(pods);
        if (!least.isMissingNode()) {
            return new Count(expected, part(least, expected), healthy);
        }
        JsonNode most = Json.at(budget, "spec", "maxUnavailable");
        return new Count(expected, Math.max(0, expected - (most.isMissingNode() ? 0 : part(most, expected))), healthy);
    }

    /** What the owners want, also where pods are missing. */
    private int expected(List<ObjectNode> pods) {
        TreeMap<String, Integer> owners = new TreeMap<>();
        for (ObjectNode pod : pods) {
            Optional<JsonNode> owner = Meta.controller(pod);
            String kind = owner.map(ref -> Json.text(ref, "kind")).orElse("");
            String key = owner.map(ref -> kind + "/" + Json.text(ref, "name")).orElse(Meta.name(pod));
            int wanted = Set.of("ReplicaSet", "StatefulSet").contains(kind)
                    ? plane.get(BuiltInTypes.kind(kind), Meta.namespace(pod), Json.text(owner.get(), "name"))
                            .map(found -> Json.at(found, "spec", "replicas").asInt(1))
                            .orElse(1)
                    : 1;
            owners.put(key, wanted);
        }
        return owners.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static int part(JsonNode value, int of) {
        if (value.isInt()) {
            return value.asInt();
        }
        int percent = Integer.parseInt(value.asText("0").replace("%", ""));
        return (of * percent + 99) / 100;
    }
}
