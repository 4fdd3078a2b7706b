package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** Keeps the MemberCluster objects of a fleet's hub as the fleet's members are; with the heartbeats of their agents. */
final class MemberClusters implements Controller {
    private static final Duration JOINING = Duration.ofSeconds(10);
    private static final Duration BEAT = Duration.ofSeconds(60);

    private final ControlPlane plane;
    private final Store store;
    private final Desired desired;
    private final Neighbours neighbours;

    MemberClusters(ControlPlane plane, Store store, Desired desired, Neighbours neighbours) {
        this.plane = plane;
        this.store = store;
        this.desired = desired;
        this.neighbours = neighbours;
    }

    /** Whether a cluster, as the container service tells of it, is the hub of a fleet. */
    static boolean isHub(JsonNode cluster) {
        return Json.text(cluster, "type").equals("Microsoft.ContainerService/fleets");
    }

    @Override
    public void reconcile() {
        JsonNode hub = desired.cluster();
        if (!isHub(hub)) {
            return;
        }
        FleetTypes.installOnHub(plane);
        Set<String> known = new TreeSet<>();
        for (JsonNode member : hub.path("members")) {
            known.add(Json.text(member, "name"));
            keep(hub, member);
        }
        for (ObjectNode object : plane.list(FleetTypes.MEMBERS)) {
            if (!known.contains(Meta.name(object))) {
                plane.remove(FleetTypes.MEMBERS, object);
            }
        }
    }

    private void keep(JsonNode hub, JsonNode member) {
        String name = Json.text(member, "name");
        ObjectNode object = plane.get(FleetTypes.MEMBERS, "", name)
                .orElseGet(() -> plane.create(FleetTypes.MEMBERS, made(hub, member)));
        Instant joined = Instant.parse(Json.text(member, "joined"))
                .plus(plane.delays().real().apply(JOINING));
        boolean alive = neighbours.find(Json.text(member, "cluster")).isPresent()
                && FleetAgent.of(store, name).beats();
        if (member.path("leaving").asBoolean()) {
            Conditions.set(
                    object, "Joined", false, "MemberClusterLeaving", "the member cluster is leaving", plane.now());
        } else if (plane.reached(joined) && (alive || Conditions.isTrue(object, "Joined"))) {
            Conditions.set(object, "ReadyToJoin", true, "MemberClusterReadyToJoin", "", plane.now());
            Conditions.set(object, "Joined", true, "MemberClusterJoined", "", plane.now());
            beat(object, alive);
        }
        generation(object);
        plane.save(FleetTypes.MEMBERS, object);
    }

    private static ObjectNode made(JsonNode hub, JsonNode member) {
        ObjectNode object =
                Json.object().put("kind", FleetTypes.MEMBERS.kind()).put("apiVersion", FleetTypes.MEMBERS.apiVersion());
        ObjectNode metadata = Meta.of(object).put("name", Json.text(member, "name"));
        String[] id = Json.text(hub, "id").split("/");
        metadata.putObject("labels")
                .put("fleet.azure.com/location", Json.text(member, "location"))
                .put("fleet.azure.com/resource-group", id[4])
                .put("fleet.azure.com/subscription-id", id[2]);
        ObjectNode spec = object.putObject("spec").put("heartbeatPeriodSeconds", BEAT.toSeconds());
        spec.putObject("identity").put("kind", "User").put("name", "agent-of-" + Json.text(member, "name"));
        return object;
    }

    private void beat(ObjectNode object, boolean alive) {
        ObjectNode status = Json.child(object, "status");
        JsonNode last = Json.at(status.path("agentStatus").path(0), "lastReceivedHeartbeat");
        Duration period = plane.delays().real().apply(BEAT);
        Instant now = plane.now();
        boolean due = last.isMissingNode() || plane.reached(Meta.instant(last).plus(period));
        if (!alive || !due) {
            return;
        }
        ObjectNode agent = Json.object().put("type", "MemberAgent").put("lastReceivedHeartbeat", Meta.time(now));
        for (String type : new String[] {"Joined", "Healthy"}) {
            agent.withArray("conditions")
                    .addObject()
                    .put("type", type)
                    .put("status", "True")
                    .put("reason", "MemberCluster" + type)
                    .put("lastTransitionTime", Meta.time(now));
        }
        status.putArray("agentStatus").add(agent);
        plane.reached(now.plus(period));
    }

    private static void generation(ObjectNode object) {
        for (JsonNode condition : Json.at(object, "status", "conditions")) {
            ((ObjectNode) condition)
                    .put(
                            "observedGeneration",
                            Json.at(object, "metadata", "generation").asLong());
        }
    }
}
