package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Moves the bindings of one placement on: who gets the latest snapshot when, and how far it is there. */
final class PlacementRollout {
    private static final Duration SYNC = Duration.ofSeconds(1);
    private static final Duration APPLY = Duration.ofSeconds(3);
    /** How often an agent looks after what it applied, and tries again what it could not apply. */
    private static final Duration LOOK_AFTER = Duration.ofSeconds(30);

    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);
    private static final String LOOKED = "looked";
    private static final String SNAPSHOT = "resourceSnapshotName";
    private static final String SINCE = "since";
    private static final String APPLIED = "applied";

    private final ControlPlane plane;
    private final Store store;
    private final Neighbours neighbours;

    PlacementRollout(ControlPlane plane, Store store, Neighbours neighbours) {
        this.plane = plane;
        this.store = store;
        this.neighbours = neighbours;
    }

    void advance(
            JsonNode placement,
            String snapshot,
            List<JsonNode> manifests,
            Map<String, ObjectNode> bindings,
            Map<String, JsonNode> members) {
        int free = most(placement, bindings.size()) - unavailable(bindings, snapshot);
        for (ObjectNode binding : bindings.values()) {
            String has = Json.text(binding, "spec", SNAPSHOT);
            boolean isNew = has.isEmpty();
            if (!has.equals(snapshot) && (isNew || free > 0 || !isAvailable(binding))) {
                free -= isNew || !isAvailable(binding) ? 0 : 1;
                Json.child(binding, "spec").put(SNAPSHOT, snapshot);
                binding.putObject("status").put(SINCE, plane.now().toString());
            }
            if (Json.text(binding, "spec", SNAPSHOT).equals(snapshot)) {
                String name = Json.text(binding, "spec", "targetCluster");
                work(placement, manifests, binding, name, members.get(name));
            } else {
                condition(
                        binding,
                        "RolloutStarted",
                        "False",
                        "RolloutNotStartedYet",
                        "The rollout process is waiting until the other clusters are available, as the rollout"
                                + " strategy demands");
            }
        }
    }

    /** Of those that were available before and are being changed. */
    private static int unavailable(Map<String, ObjectNode> bindings, String snapshot) {
        return (int) bindings.values().stream()
                .filter(binding -> Json.text(binding, "spec", SNAPSHOT).equals(snapshot) && !isAvailable(binding))
                .count();
    }

    private static boolean isAvailable(JsonNode binding) {
        return Conditions.isTrue(binding, "Available");
    }

    /** {@code maxUnavailable}: a number, or a percentage rounded up; 25% by default, and at least one. */
    private static int most(JsonNode placement, int count) {
        String text = Json.at(placement, "spec", "strategy", "rollingUpdate", "maxUnavailable")
                .asText("25%");
        double most = text.endsWith("%")
                ? Math.ceil(count * Double.parseDouble(text.substring(0, text.length() - 1)) / 100)
                : Double.parseDouble(text);
        return Math.max(1, (int) most);
    }

    private void work(JsonNode placement, List<JsonNode> manifests, ObjectNode binding, String name, JsonNode member) {
        Instant since = Instant.parse(Json.text(binding, "status", SINCE));
        condition(
                binding,
                "RolloutStarted",
                "True",
                "RolloutStarted",
                "Detected the new changes on the resources and started the rollout process");
        condition(
                binding,
                "Overridden",
                "True",
                "NoOverrideSpecified",
                "No override rules are configured for the selected resources");
        if (!reached(since, SYNC)) {
            return;
        }
        condition(
                binding,
                "WorkSynchronized",
                "True",
                "AllWorkSynced",
                "All of the works are synchronized to the latest");
        FleetAgent agent = FleetAgent.of(store, name);
        Optional<Cluster> cluster = member == null ? Optional.empty() : neighbours.find(Json.text(member, "cluster"));
        if (!reached(since, APPLY)) {
            return;
        }
        if (cluster.isEmpty() || !agent.applies()) {
            if (Conditions.find(Json.at(binding, "status", "conditions"), "Applied")
                    .isEmpty()) {
                condition(binding, "Applied", "Unknown", "ApplyPending", "the work has not been applied yet");
            }
            return;
        }
        apply(placement, manifests, binding, agent(cluster.get(), member, placement), agent);
    }

    private void apply(
            JsonNode placement, List<JsonNode> manifests, ObjectNode binding, MemberAgent member, FleetAgent agent) {
        ObjectNode status = Json.child(binding, "status");
        String work = workName(placement);
        Duration pause = status.has("failedPlacements") ? TRY_AGAIN : LOOK_AFTER;
        boolean due = !status.has(LOOKED) || reached(Instant.parse(Json.text(status, LOOKED)), pause);
        if (due && !applied(placement, manifests, binding, member)) {
            condition(
                    binding,
                    "Applied",
                    "False",
                    "NotAllWorkHaveBeenApplied",
                    "Work object " + work + " is not applied");
            drop(status, "Available");
            return;
        }
        if (status.has("failedPlacements")) {
            return;
        }
        condition(binding, "Applied", "True", "AllWorkHaveBeenApplied", "All corresponding work objects are applied");
        if (!status.has(APPLIED)) {
            status.put(APPLIED, plane.now().toString());
        }
        boolean steady = agent.available(Instant.parse(Json.text(status, APPLIED)), plane);
        boolean available = steady && member.unavailable(manifests).isEmpty();
        condition(
                binding,
                "Available",
                available ? "True" : "False",
                available ? "AllWorkAreAvailable" : "NotAllWorkAreAvailable",
                available
                        ? "All corresponding work objects are available"
                        : "Work object " + work + " is not yet available");
    }

    private boolean applied(JsonNode placement, List<JsonNode> manifests, ObjectNode binding, MemberAgent member) {
        JsonNode strategy = Json.at(placement, "spec", "strategy", "applyStrategy");
        List<MemberAgent.Failure> failures = member.apply(manifests, strategy);
        ObjectNode status = Json.child(binding, "status");
        status.put(LOOKED, plane.now().toString());
        status.remove("failedPlacements");
        failures.forEach(failure -> status.withArray("/failedPlacements").add(failedPlacement(failure)));
        return failures.isEmpty();
    }

    private ObjectNode failedPlacement(MemberAgent.Failure failure) {
        ObjectNode failed = PlacementStatus.identifier(failure.manifest());
        failed.putObject("condition")
                .put("type", "Applied")
                .put("status", "False")
                .put("reason", failure.reason())
                .put("message", failure.message())
                .put("lastTransitionTime", Meta.time(plane.now()));
        return failed;
    }

    private static void drop(ObjectNode status, String type) {
        ArrayNode conditions = status.withArray("conditions");
        for (int i = conditions.size() - 1; i >= 0; i--) {
            if (Json.text(conditions.get(i), "type").equals(type)) {
                conditions.remove(i);
            }
        }
    }

    private boolean reached(Instant since, Duration after) {
        return plane.reached(since.plus(plane.delays().real().apply(after)));
    }

    private static void condition(ObjectNode binding, String type, String value, String reason, String message) {
        ArrayNode conditions = Json.child(binding, "status").withArray("conditions");
        JsonNode found = Conditions.find(conditions, type);
        ObjectNode condition = found.isEmpty() ? conditions.addObject().put("type", type) : (ObjectNode) found;
        condition.put("status", value).put("reason", reason).put("message", message);
    }

    private static String workName(JsonNode placement) {
        return Meta.name(placement) + "-work";
    }

    private MemberAgent agent(Cluster cluster, JsonNode member, JsonNode placement) {
        return new MemberAgent(cluster, Json.text(member, "cluster"), store, workName(placement));
    }

    /**
     * Takes a placement away from a member that is no longer picked.
     *
     * @param member null for one that is no longer in the fleet
     * @return whether nothing of it is left to do
     */
    boolean takeAway(JsonNode placement, JsonNode member) {
        if (member == null) {
            return true;
        }
        Optional<Cluster> cluster = neighbours.find(Json.text(member, "cluster"));
        if (cluster.isEmpty()) {
            return true;
        }
        MemberAgent agent = agent(cluster.get(), member, placement);
        if (member.path("leaving").asBoolean()) {
            agent.leaveBehind();
            return true;
        }
        return FleetAgent.of(store, Json.text(member, "name")).applies() && agent.remove();
    }
}
