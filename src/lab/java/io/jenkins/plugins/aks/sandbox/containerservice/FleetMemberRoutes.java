package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import java.time.Duration;
import java.util.Optional;

/** The members of a fleet: clusters that joined it. */
final class FleetMemberRoutes {
    private static final String ALL = FleetRoutes.ONE + "/members";
    private static final String ONE = ALL + "/{member}";
    private static final String NAMES = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final int LONGEST = 50;
    private static final Duration JOIN_TIME = Duration.ofSeconds(90);
    private static final Duration UPDATE_TIME = Duration.ofSeconds(10);
    private static final Duration LEAVE_TIME = Duration.ofSeconds(60);

    private final Schema schema = Schema.load("fleetMember", "UnmarshalError");
    private final Schema update = Schema.load("fleetMemberUpdate", "UnmarshalError");
    private final ArmContext arm;
    private final Fleets fleets;
    private final Async async;

    FleetMemberRoutes(ArmContext arm, Fleets fleets, Async async) {
        this.arm = arm;
        this.fleets = fleets;
        this.async = async;
    }

    void add() {
        arm.routes()
                .add(
                        "GET",
                        ALL,
                        Fleets.MEMBER_TYPE,
                        call -> Pages.answer(
                                arm,
                                call,
                                fleets.members(fleets.require(call)).stream()
                                        .map(Fleets::shown)
                                        .toList()));
        arm.routes().add("GET", ONE, Fleets.MEMBER_TYPE, call -> WebResponse.json(200, Fleets.shown(require(call))));
        arm.routes().add("PUT", ONE, Fleets.MEMBER_TYPE, this::put);
        arm.routes().add("PATCH", ONE, Fleets.MEMBER_TYPE, this::patch);
        arm.routes().add("DELETE", ONE, Fleets.MEMBER_TYPE, this::delete);
        arm.operations().onCompletion(Fleets.MEMBER_KIND + "put", this::written);
        arm.operations().onCompletion(Fleets.MEMBER_KIND + "delete", this::left);
    }

    private static String id(ArmDocument fleet, ArmCall call) {
        return fleet.id() + "/members/" + call.parameter("member");
    }

    private ArmDocument require(ArmCall call) {
        return arm.documents()
                .find(id(fleets.require(call), call))
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ResourceNotFound",
                        "The member '" + call.parameter("member") + "' of the fleet '" + call.parameter("fleet")
                                + "' was not found."));
    }

    private WebResponse put(ArmCall call) {
        ArmDocument fleet = fleets.require(call);
        arm.groups().requireUsable(call.subscription(), call.group());
        ObjectNode body = schema.check(call.body());
        Optional<ArmDocument> existing = arm.documents().find(id(fleet, call));
        Preconditions.check(call, existing);
        fleets.requireIdle(fleet);
        existing.ifPresent(fleets::requireIdle);
        String name = call.parameter("member");
        named("name", name);
        JsonNode wanted = body.path("properties");
        ArmDocument member = existing.orElseGet(() -> ArmDocument.of(id(fleet, call), name, Fleets.MEMBER_TYPE));
        member.properties().put("clusterResourceId", cluster(member, wanted));
        group(member, wanted);
        member.state(existing.isEmpty() ? "Joining" : "Updating");
        arm.documents().put(member);
        Operation operation = begin(call, fleet, member, "put", existing.isEmpty() ? JOIN_TIME : UPDATE_TIME);
        return async.put(call, existing.isEmpty() ? 201 : 200, Fleets.shown(member), operation);
    }

    private static void named(String parameter, String name) {
        if (!name.matches(NAMES) || name.length() > LONGEST) {
            throw ArmRefusal.invalid(
                    parameter,
                    "'" + name + "' must match ^" + NAMES + "$ and have at most " + LONGEST + " characters.");
        }
    }

    private static void group(ArmDocument member, JsonNode wanted) {
        member.properties().remove("group");
        if (wanted.has("group")) {
            named("group", wanted.path("group").asText());
            member.properties().set("group", wanted.get("group"));
        }
    }

    /** There, at rest and in no other fleet. */
    private String cluster(ArmDocument member, JsonNode wanted) {
        String id = wanted.path("clusterResourceId").asText();
        String current = member.properties().path("clusterResourceId").asText(id);
        if (!current.equalsIgnoreCase(id)) {
            throw new ArmRefusal(
                    400,
                    "PropertyChangeNotAllowed",
                    "Changing property 'properties.clusterResourceId' is not allowed.",
                    "properties.clusterResourceId");
        }
        ArmDocument cluster = arm.documents()
                .find(id)
                .filter(found -> found.resource().path("type").asText().equals(Clusters.TYPE))
                .orElseThrow(
                        () -> new ArmRefusal(400, "ClusterNotFound", "The member cluster '" + id + "' was not found."));
        if (!cluster.state().equals("Succeeded")) {
            throw new ArmRefusal(
                    400,
                    "InvalidClusterState",
                    "The member cluster '" + cluster.name() + "' must be in the provisioning state Succeeded, but is "
                            + cluster.state() + ".");
        }
        fleets.memberOf(id)
                .filter(other -> !other.id().equalsIgnoreCase(member.id()))
                .ifPresent(other -> {
                    throw new ArmRefusal(
                            400,
                            "ClusterAlreadyInFleet",
                            "The cluster '" + cluster.name() + "' is the member '" + other.name() + "' of the fleet '"
                                    + other.id().split("/")[8] + "' already, and can be in one fleet only.");
                });
        return id;
    }

    private WebResponse patch(ArmCall call) {
        ArmDocument fleet = fleets.require(call);
        ArmDocument member = require(call);
        ObjectNode body = update.check(call.body());
        Preconditions.check(call, Optional.of(member));
        fleets.requireIdle(member);
        group(member, body.path("properties"));
        member.state("Updating");
        arm.documents().put(member);
        return async.put(call, 200, Fleets.shown(member), begin(call, fleet, member, "put", UPDATE_TIME));
    }

    private WebResponse delete(ArmCall call) {
        ArmDocument fleet = fleets.require(call);
        Optional<ArmDocument> existing = arm.documents().find(id(fleet, call));
        if (existing.isEmpty()) {
            return WebResponse.empty(204);
        }
        ArmDocument member = existing.get();
        Preconditions.check(call, existing);
        fleets.requireIdle(member);
        member.state("Leaving");
        arm.documents().put(member);
        fleets.announce(fleet);
        return async.accepted(call, begin(call, fleet, member, "delete", LEAVE_TIME));
    }

    private Operation begin(ArmCall call, ArmDocument fleet, ArmDocument member, String kind, Duration time) {
        String location = fleet.resource().path("location").asText();
        return arm.operations().begin(Fleets.MEMBER_KIND + kind, member.id(), location, time, call.crash());
    }

    private void written(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(member -> {
            FleetOutcome.settle(member, operation);
            if (operation.succeeded() && !member.internal().has(Fleets.JOINED)) {
                member.internal().put(Fleets.JOINED, operation.ends().toString());
            }
            arm.documents().put(member);
            announce(member.id());
        });
    }

    private void left(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(member -> {
            if (operation.succeeded()) {
                arm.documents().remove(member.id());
            } else {
                FleetOutcome.settle(member, operation);
                arm.documents().put(member);
            }
            announce(member.id());
        });
    }

    private void announce(String memberId) {
        arm.documents()
                .find(memberId.substring(0, memberId.lastIndexOf("/members/")))
                .ifPresent(fleets::announce);
    }
}
