package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gives pods a node: the one with the fewest pods of the same owner, then the fewest pods, then by name. */
final class Scheduler implements Controller {
    private final ControlPlane plane;
    private final ClaimFit claims;

    Scheduler(ControlPlane plane) {
        this.plane = plane;
        this.claims = new ClaimFit(plane);
    }

    @Override
    public void reconcile() {
        List<ObjectNode> nodes = plane.list(ControlPlane.NODES);
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            boolean waiting = Json.text(pod, "spec", "nodeName").isEmpty() && Pods.active(pod);
            if (waiting && Json.text(pod, "spec", "schedulerName").equals("default-scheduler")) {
                schedule(pod, nodes);
            }
        }
    }

    private void schedule(ObjectNode pod, List<ObjectNode> nodes) {
        String missing = claims.missing(pod);
        List<JsonNode> fitting = new ArrayList<>();
        Map<String, Integer> refusals = new TreeMap<>();
        for (JsonNode node : nodes) {
            String fit = missing.isEmpty() ? NodeFit.refusal(pod, node) : missing;
            String refusal = fit.isEmpty() ? claims.refusal(pod, node) : fit;
            if (refusal.isEmpty()) {
                fitting.add(node);
            } else {
                refusals.merge(refusal, 1, Integer::sum);
            }
        }
        if (fitting.isEmpty()) {
            refuse(pod, nodes.size(), missing, refusals);
        } else {
            JsonNode node = best(pod, fitting);
            if (claims.ready(pod, node)) {
                bind(pod, node);
            }
        }
    }

    private void bind(ObjectNode pod, JsonNode node) {
        Json.child(pod, "spec").put("nodeName", Meta.name(node));
        Conditions.set(pod, "PodScheduled", true, "", "", plane.now());
        plane.save(ControlPlane.PODS, pod);
        String message =
                "Successfully assigned " + Meta.namespace(pod) + "/" + Meta.name(pod) + " to " + Meta.name(node);
        plane.events().normal("default-scheduler", pod, "Scheduled", message);
    }

    private void refuse(ObjectNode pod, int nodes, String missing, Map<String, Integer> refusals) {
        List<String> parts = new ArrayList<>();
        refusals.forEach((why, count) -> parts.add(missing.isEmpty() ? count + " " + why : why));
        String reasons = nodes == 0 ? "no nodes available to schedule pods" : String.join(", ", parts);
        String message = nodes == 0 ? reasons : "0/" + nodes + " nodes are available: " + reasons + ".";
        JsonNode before = Conditions.find(Json.at(pod, "status", "conditions"), "PodScheduled");
        if (Json.text(before, "message").equals(message)) {
            return;
        }
        Conditions.set(pod, "PodScheduled", false, "Unschedulable", message, plane.now());
        plane.save(ControlPlane.PODS, pod);
        plane.events().warning("default-scheduler", pod, "FailedScheduling", message);
    }

    private JsonNode best(JsonNode pod, List<JsonNode> fitting) {
        String owner = Meta.controller(pod).map(ref -> Json.text(ref, "uid")).orElse("");
        Map<String, Integer> all = new TreeMap<>();
        Map<String, Integer> siblings = new TreeMap<>();
        for (JsonNode other : plane.list(ControlPlane.PODS)) {
            String node = Json.text(other, "spec", "nodeName");
            if (!node.isEmpty() && Pods.active(other)) {
                all.merge(node, 1, Integer::sum);
                boolean same = Meta.controller(other)
                        .map(ref -> Json.text(ref, "uid"))
                        .orElse("-")
                        .equals(owner);
                siblings.merge(node, same ? 1 : 0, Integer::sum);
            }
        }
        Comparator<JsonNode> bySiblings = Comparator.comparingInt(node -> siblings.getOrDefault(Meta.name(node), 0));
        return fitting.stream()
                .min(bySiblings
                        .thenComparingInt(node -> all.getOrDefault(Meta.name(node), 0))
                        .thenComparing(Meta::name))
                .orElseThrow();
    }
}
