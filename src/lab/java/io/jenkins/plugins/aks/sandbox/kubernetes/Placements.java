package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Brings what ClusterResourcePlacements of a hub select to the members that they pick, and takes it away again. What is
 * selected is kept as a ClusterResourceSnapshot, what a member is to get as a ClusterResourceBinding.
 */
final class Placements implements Controller {
    private static final String CLEANUP = "kubernetes-fleet.io/crp-cleanup";
    private static final String PARENT = "kubernetes-fleet.io/parent-CRP";
    /** From a change of a placement until its status speaks of it. */
    private static final Duration REACTION = Duration.ofSeconds(2);

    /** Until everything is available. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    /** For what members lost since. */
    private static final Duration LOOK_AFTER = Duration.ofSeconds(30);

    private final ControlPlane plane;
    private final Desired desired;
    private final PlacementSelection selection;
    private final PlacementRollout rollout;
    private final Map<String, JsonNode> members = new LinkedHashMap<>();
    /** When a generation of a placement was noticed; after a restart it is noticed again. */
    private final Map<String, Instant> seen = new HashMap<>();

    Placements(ControlPlane plane, ResourceTypes types, Store store, Desired desired, Neighbours neighbours) {
        this.plane = plane;
        this.desired = desired;
        this.selection = new PlacementSelection(plane, types);
        this.rollout = new PlacementRollout(plane, store, neighbours);
    }

    @Override
    public void reconcile() {
        JsonNode hub = desired.cluster();
        if (!MemberClusters.isHub(hub)) {
            return;
        }
        members.clear();
        hub.path("members").forEach(member -> members.put(Json.text(member, "name"), member));
        List<ObjectNode> placements = plane.list(FleetTypes.PLACEMENTS);
        for (ObjectNode placement : placements) {
            if (Meta.deleting(placement)) {
                remove(placement);
            } else if (!Meta.hasFinalizer(placement, CLEANUP)) {
                Meta.finalizers(placement).add(CLEANUP);
                plane.save(FleetTypes.PLACEMENTS, placement);
            } else if (isSeen(placement)) {
                place(placement);
            }
        }
        for (ObjectNode placement : plane.list(FleetTypes.PLACEMENTS)) {
            boolean rests =
                    Conditions.isTrue(placement, "ClusterResourcePlacementAvailable") && !Meta.deleting(placement);
            Duration pause = rests ? LOOK_AFTER : LOOK_AGAIN;
            plane.reached(plane.now().plus(plane.delays().real().apply(pause)));
        }
    }

    /** The status follows a change of the spec after a while. */
    private boolean isSeen(ObjectNode placement) {
        String generation = Meta.uid(placement) + "/"
                + Json.at(placement, "metadata", "generation").asText();
        Instant first = seen.computeIfAbsent(generation, unseen -> plane.now());
        return plane.reached(first.plus(plane.delays().real().apply(REACTION)));
    }

    private void place(ObjectNode placement) {
        PlacementStatus status = new PlacementStatus(placement, plane.now());
        List<ObjectNode> selected;
        try {
            selected = selection.of(placement);
        } catch (PlacementSelection.Refused refused) {
            status.refused(refused.getMessage());
            plane.save(FleetTypes.PLACEMENTS, placement);
            return;
        }
        Snapshot snapshot = snapshot(placement, selected);
        Map<String, ObjectNode> bindings = bindings(placement);
        PlacementScheduler.Picks picks = new PlacementScheduler(
                        plane, Json.at(placement, "spec", "policy"), new TreeSet<>(bindings.keySet()))
                .pick();
        for (String name : List.copyOf(bindings.keySet())) {
            if (!picks.picked().containsKey(name)) {
                unbind(placement, bindings.remove(name), name);
            }
        }
        picks.picked().keySet().forEach(name -> bindings.computeIfAbsent(name, cluster -> bind(placement, cluster)));
        rollout.advance(placement, snapshot.name(), snapshot.manifests(), bindings, members);
        bindings.values().forEach(binding -> plane.save(FleetTypes.BINDINGS, binding));
        status.write(snapshot.manifests(), snapshot.index(), picks, bindings);
        plane.save(FleetTypes.PLACEMENTS, placement);
    }

    private record Snapshot(String name, int index, List<JsonNode> manifests) {}

    private Snapshot snapshot(ObjectNode placement, List<ObjectNode> selected) {
        List<ObjectNode> all = of(placement, FleetTypes.SNAPSHOTS);
        ObjectNode latest = all.stream()
                .max(java.util.Comparator.comparingInt(Placements::index))
                .orElse(null);
        ArrayNode manifests = Json.array();
        selected.forEach(manifests::add);
        if (latest == null || !Json.at(latest, "spec", "selectedResources").equals(manifests)) {
            int index = latest == null ? 0 : index(latest) + 1;
            latest = made(FleetTypes.SNAPSHOTS, placement, Meta.name(placement) + "-" + index + "-snapshot");
            Json.child(latest, "spec").put("index", index).set("selectedResources", manifests);
            plane.create(FleetTypes.SNAPSHOTS, latest);
        }
        return new Snapshot(Meta.name(latest), index(latest), new ArrayList<>(selected));
    }

    private static int index(JsonNode snapshot) {
        return Json.at(snapshot, "spec", "index").asInt();
    }

    private Map<String, ObjectNode> bindings(JsonNode placement) {
        Map<String, ObjectNode> bindings = new LinkedHashMap<>();
        for (ObjectNode binding : of(placement, FleetTypes.BINDINGS)) {
            bindings.put(Json.text(binding, "spec", "targetCluster"), binding);
        }
        return bindings;
    }

    private List<ObjectNode> of(JsonNode placement, ResourceType type) {
        return plane.list(type).stream()
                .filter(object -> Meta.labels(object).path(PARENT).asText().equals(Meta.name(placement)))
                .toList();
    }

    private ObjectNode bind(ObjectNode placement, String cluster) {
        ObjectNode binding = made(FleetTypes.BINDINGS, placement, Meta.name(placement) + "-" + cluster);
        Json.child(binding, "spec").put("targetCluster", cluster).put("state", "Bound");
        return plane.create(FleetTypes.BINDINGS, binding);
    }

    private static ObjectNode made(ResourceType type, JsonNode placement, String name) {
        ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
        Meta.of(object).put("name", name).putObject("labels").put(PARENT, Meta.name(placement));
        return object;
    }

    /** A member that is no longer picked loses what it has; one that leaves the fleet keeps it. */
    private void unbind(JsonNode placement, ObjectNode binding, String name) {
        if (rollout.takeAway(placement, members.get(name))) {
            plane.remove(FleetTypes.BINDINGS, binding);
        }
    }

    private void remove(ObjectNode placement) {
        bindings(placement).forEach((name, binding) -> unbind(placement, binding, name));
        if (bindings(placement).isEmpty()) {
            of(placement, FleetTypes.SNAPSHOTS).forEach(snapshot -> plane.remove(FleetTypes.SNAPSHOTS, snapshot));
            Meta.removeFinalizer(placement, CLEANUP);
            if (Json.at(placement, "metadata", "finalizers").isEmpty()) {
                plane.remove(FleetTypes.PLACEMENTS, placement);
            } else {
                plane.save(FleetTypes.PLACEMENTS, placement);
            }
        }
    }
}
