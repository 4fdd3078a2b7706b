package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes the status of a ClusterResourcePlacement, as the placement API documents its conditions. */
final class PlacementStatus {
    static final List<String> STEPS =
            List.of("RolloutStarted", "Overridden", "WorkSynchronized", "Applied", "Available");

    private final ObjectNode placement;
    private final long generation;
    private final Instant now;

    PlacementStatus(ObjectNode placement, Instant now) {
        this.placement = placement;
        this.generation = Json.at(placement, "metadata", "generation").asLong();
        this.now = now;
    }

    /** The selectors are wrong: nothing is scheduled. */
    void refused(String why) {
        ObjectNode status = placement.putObject("status");
        status.putArray("placementStatuses");
        status.putArray("selectedResources");
        set("Scheduled", "False", "InvalidResourceSelectors", why);
    }

    void write(List<JsonNode> manifests, int index, PlacementScheduler.Picks picks, Map<String, ObjectNode> bindings) {
        JsonNode before = placement.path("status").deepCopy();
        ObjectNode status = placement.putObject("status");
        status.set("conditions", before.path("conditions").isArray() ? before.get("conditions") : Json.array());
        status.put("observedResourceIndex", Integer.toString(index));
        ArrayNode selected = status.putArray("selectedResources");
        manifests.forEach(manifest -> selected.add(identifier(manifest)));
        ArrayNode statuses = status.putArray("placementStatuses");
        picks.picked().forEach((name, score) -> statuses.add(ofMember(name, score, bindings.get(name), before)));
        picks.missed().forEach((name, reason) -> statuses.add(missed(name, reason, before)));
        boolean fulfilled = picks.missed().isEmpty();
        set(
                "Scheduled",
                fulfilled ? "True" : "False",
                fulfilled ? "SchedulingPolicyFulfilled" : "SchedulingPolicyUnfulfilled",
                fulfilled
                        ? "found all cluster needed as specified by the scheduling policy, found "
                                + picks.picked().size() + " cluster(s)"
                        : "could not find all the clusters needed as specified by the scheduling policy");
        if (!picks.picked().isEmpty()) {
            STEPS.forEach(step -> summary(step, bindings, picks.picked().size()));
        }
    }

    static ObjectNode identifier(JsonNode manifest) {
        String apiVersion = Json.text(manifest, "apiVersion");
        int slash = apiVersion.indexOf('/');
        ObjectNode id = Json.object();
        if (slash > 0) {
            id.put("group", apiVersion.substring(0, slash));
        }
        id.put("kind", Meta.kind(manifest)).put("name", Meta.name(manifest));
        if (!Meta.namespace(manifest).isEmpty()) {
            id.put("namespace", Meta.namespace(manifest));
        }
        return id.put("version", apiVersion.substring(slash + 1));
    }

    private ObjectNode ofMember(String name, PlacementScheduler.Score score, ObjectNode binding, JsonNode before) {
        ObjectNode own = Json.object().put("clusterName", name);
        own.set("conditions", conditionsOf(name, before));
        String message = "Successfully scheduled resources for placement in \"" + name + "\" (affinity score: "
                + score.affinity() + ", topology spread score: " + score.spread() + "): picked by scheduling policy";
        set(own, "Scheduled", "True", "Scheduled", message);
        for (JsonNode condition : Json.at(binding, "status", "conditions")) {
            set(
                    own,
                    Json.text(condition, "type"),
                    Json.text(condition, "status"),
                    Json.text(condition, "reason"),
                    Json.text(condition, "message"));
        }
        dropStale(own, binding);
        if (!Json.at(binding, "status", "failedPlacements").isEmpty()) {
            own.set("failedPlacements", Json.at(binding, "status", "failedPlacements"));
        }
        return own;
    }

    /** A new rollout begins without the conditions of the last one. */
    private static void dropStale(ObjectNode own, JsonNode binding) {
        ArrayNode conditions = (ArrayNode) own.path("conditions");
        for (int i = conditions.size() - 1; i >= 0; i--) {
            String type = Json.text(conditions.get(i), "type");
            if (!type.equals("Scheduled")
                    && Conditions.find(Json.at(binding, "status", "conditions"), type)
                            .isEmpty()) {
                conditions.remove(i);
            }
        }
    }

    private ObjectNode missed(String name, String reason, JsonNode before) {
        ObjectNode own = Json.object();
        if (!name.startsWith("#")) {
            own.put("clusterName", name);
        }
        own.set("conditions", conditionsOf(name, before));
        set(own, "Scheduled", "False", "ScheduleFailed", reason);
        return own;
    }

    private static ArrayNode conditionsOf(String name, JsonNode before) {
        for (JsonNode old : before.path("placementStatuses")) {
            if (Json.text(old, "clusterName").equals(name) && old.path("conditions") instanceof ArrayNode conditions) {
                return conditions.deepCopy();
            }
        }
        return Json.array();
    }

    private void summary(String step, Map<String, ObjectNode> bindings, int count) {
        int good = 0;
        int bad = 0;
        for (ObjectNode binding : bindings.values()) {
            String value = Json.text(Conditions.find(Json.at(binding, "status", "conditions"), step), "status");
            good += value.equals("True") ? 1 : 0;
            bad += value.equals("False") ? 1 : 0;
        }
        if (bad > 0) {
            set(step, "False", failed(step), what(step, false, bad));
        } else if (good < count) {
            set(step, "Unknown", step + "Unknown", "There are still " + (count - good) + " cluster(s) in the process");
        } else {
            set(step, "True", succeeded(step), what(step, true, count));
        }
    }

    private static String succeeded(String step) {
        return switch (step) {
            case "Overridden" -> "NoOverrideSpecified";
            case "Applied" -> "ApplySucceeded";
            case "Available" -> "ResourceAvailable";
            default -> step;
        };
    }

    private static String failed(String step) {
        return switch (step) {
            case "RolloutStarted" -> "RolloutNotStartedYet";
            case "Applied" -> "ApplyFailed";
            case "Available" -> "ResourceNotAvailableYet";
            default -> step + "Failed";
        };
    }

    private static String what(String step, boolean good, int count) {
        return switch (step) {
            case "RolloutStarted" -> good
                    ? "All " + count + " cluster(s) start rolling out the latest resource"
                    : "The rollout is being blocked by the rollout strategy in " + count + " cluster(s)";
            case "Overridden" -> "No override rules are configured for the selected resources";
            case "WorkSynchronized" -> "Works(s) are succcesfully created or updated in " + count
                    + " target cluster(s)' namespaces";
            case "Applied" -> good
                    ? "The selected resources are successfully applied to " + count + " cluster(s)"
                    : "Failed to apply resources to " + count
                            + " cluster(s), please check the `failedPlacements` status";
            default -> good
                    ? "The selected resources in " + count + " cluster(s) are available now"
                    : "The selected resources in " + count + " cluster(s) are still not available yet";
        };
    }

    private void set(String step, String value, String reason, String message) {
        set((ObjectNode) placement.get("status"), "ClusterResourcePlacement" + step, value, reason, message);
    }

    private void set(ObjectNode holder, String type, String value, String reason, String message) {
        ArrayNode conditions = holder.withArray("conditions");
        JsonNode found = Conditions.find(conditions, type);
        ObjectNode condition = found.isEmpty() ? conditions.addObject().put("type", type) : (ObjectNode) found;
        if (!Json.text(condition, "status").equals(value)) {
            condition.put("status", value).put("lastTransitionTime", Meta.time(now));
        }
        condition.put("reason", reason).put("message", message).put("observedGeneration", generation);
    }
}
