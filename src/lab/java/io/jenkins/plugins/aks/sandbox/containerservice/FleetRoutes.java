package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Deletable;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import io.jenkins.plugins.aks.sandbox.arm.Tags;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Fleets, with a hub cluster or without (azure-operations section 13). */
final class FleetRoutes {
    static final String ALL =
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/fleets";
    static final String ONE = ALL + "/{fleet}";
    private static final String NAMES = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final Duration HUB_TIME = Duration.ofMinutes(10);
    private static final Duration PLAIN_TIME = Duration.ofSeconds(30);
    private static final Duration DELETE_TIME = Duration.ofMinutes(4);

    private final Schema schema = Schema.load("fleet", "UnmarshalError");
    private final Schema update = Schema.load("fleetUpdate", "UnmarshalError");
    private final ArmContext arm;
    private final Fleets fleets;
    private final FleetHub hub;
    private final Async async;
    private final Kubeconfigs kubeconfigs;

    FleetRoutes(ArmContext arm, Fleets fleets, Versions versions, Async async) {
        this.arm = arm;
        this.fleets = fleets;
        this.hub = new FleetHub(arm, versions);
        this.async = async;
        this.kubeconfigs = new Kubeconfigs(arm.sandbox());
    }

    void add() {
        String everywhere = "/subscriptions/{subscription}/providers/" + Fleets.TYPE;
        arm.routes().add("GET", everywhere, Fleets.TYPE, call -> list(call, "/subscriptions/" + call.subscription()));
        arm.routes().add("GET", ALL, Fleets.TYPE, call -> {
            arm.groups().require(call.subscription(), call.group());
            return list(call, Groups.id(call.subscription(), call.group()));
        });
        arm.routes().add("GET", ONE, Fleets.TYPE, call -> WebResponse.json(200, Fleets.shown(fleets.require(call))));
        arm.routes().add("PUT", ONE, Fleets.TYPE, this::put);
        arm.routes().add("PATCH", ONE, Fleets.TYPE, this::patch);
        arm.routes().add("DELETE", ONE, Fleets.TYPE, this::delete);
        arm.routes().add("POST", ONE + "/listCredentials", Fleets.TYPE, this::credentials);
        arm.operations().onCompletion(Fleets.KIND + "put", this::written);
        arm.operations().onCompletion(Fleets.KIND + "delete", this::deleted);
        arm.groups().onDelete(Fleets.TYPE, new Deletable() {
            @Override
            public Duration duration() {
                return DELETE_TIME;
            }

            @Override
            public void remove(ArmDocument document) {
                fleets.remove(document);
            }
        });
    }

    private WebResponse list(ArmCall call, String scope) {
        List<ObjectNode> found = arm.documents().under(scope).stream()
                .filter(d -> d.resource().path("type").asText().equals(Fleets.TYPE))
                .map(Fleets::shown)
                .toList();
        return Pages.answer(arm, call, found);
    }

    private WebResponse put(ArmCall call) {
        arm.registrations().require(ClusterRoutes.NAMESPACE);
        arm.groups().requireUsable(call.subscription(), call.group());
        ObjectNode body = schema.check(call.body());
        Optional<ArmDocument> existing = fleets.find(call);
        Preconditions.check(call, existing);
        existing.ifPresent(fleets::requireIdle);
        String name = call.parameter("fleet");
        if (!name.matches(NAMES)) {
            throw new ArmRefusal(
                    400,
                    "InvalidResourceName",
                    "The fleet name '" + name + "' is invalid: it must match ^" + NAMES + "$.");
        }
        ArmDocument fleet = existing.orElseGet(() -> ArmDocument.of(Fleets.id(call), name, Fleets.TYPE));
        fleet.resource().put("location", location(call, fleet, body));
        Tags.check(body.path("tags"));
        fleet.resource().set("tags", body.path("tags") instanceof ObjectNode given ? given : Json.object());
        fleet.resource().set("identity", identity(body.path("identity")));
        JsonNode before = fleet.properties().path("hubProfile").deepCopy();
        boolean hubIsNew =
                !before.isObject() && body.path("properties").path("hubProfile").isObject();
        fleet.properties().remove("hubProfile");
        if (body.path("properties").path("hubProfile") instanceof ObjectNode wanted) {
            fleet.properties().set("hubProfile", wanted);
        }
        hub.plan(fleet, before);
        hub.reserve(fleet);
        fleet.state(existing.isEmpty() ? "Creating" : "Updating");
        arm.documents().put(fleet);
        Operation operation = begin(call, fleet, "put", hubIsNew ? HUB_TIME : PLAIN_TIME);
        return async.put(call, existing.isEmpty() ? 201 : 200, Fleets.shown(fleet), operation);
    }

    private ObjectNode identity(JsonNode wanted) {
        ObjectNode identity = Json.object();
        String type = wanted.path("type").asText("None");
        identity.put("type", type);
        for (String id : (Iterable<String>) wanted.path("userAssignedIdentities")::fieldNames) {
            if (arm.documents().find(id).isEmpty()) {
                throw new ArmRefusal(
                        400, "FailedIdentityOperation", "The identity '" + id + "' of the fleet was not found.");
            }
            identity.withObjectProperty("userAssignedIdentities").putObject(id);
        }
        return identity;
    }

    private String location(ArmCall call, ArmDocument fleet, ObjectNode body) {
        String location = arm.locations().require(body.path("location").asText(), Fleets.TYPE);
        String current = fleet.resource().path("location").asText(location);
        if (!current.equals(location)) {
            throw new ArmRefusal(
                    409,
                    "InvalidResourceLocation",
                    "The resource '" + fleet.name() + "' already exists in location '" + current
                            + "' in resource group '" + call.group()
                            + "'. A resource with the same name cannot be created in location '" + location
                            + "'. Please select a new resource name.");
        }
        return location;
    }

    private WebResponse patch(ArmCall call) {
        ArmDocument fleet = fleets.require(call);
        ObjectNode body = update.check(call.body());
        Preconditions.check(call, Optional.of(fleet));
        fleets.requireIdle(fleet);
        if (body.has("tags")) {
            Tags.check(body.path("tags"));
            fleet.resource().set("tags", body.path("tags"));
        }
        if (body.has("identity")) {
            fleet.resource().set("identity", identity(body.path("identity")));
        }
        fleet.state("Updating");
        arm.documents().put(fleet);
        return async.put(call, 200, Fleets.shown(fleet), begin(call, fleet, "put", PLAIN_TIME));
    }

    private WebResponse delete(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        Optional<ArmDocument> existing = fleets.find(call);
        if (existing.isEmpty()) {
            return WebResponse.empty(204);
        }
        ArmDocument fleet = existing.get();
        Preconditions.check(call, existing);
        fleets.requireIdle(fleet);
        fleets.members(fleet).forEach(fleets::requireIdle);
        fleet.state("Deleting");
        arm.documents().put(fleet);
        return async.accepted(call, begin(call, fleet, "delete", DELETE_TIME));
    }

    private Operation begin(ArmCall call, ArmDocument fleet, String kind, Duration time) {
        String location = fleet.resource().path("location").asText();
        return arm.operations().begin(Fleets.KIND + kind, fleet.id(), location, time, call.crash());
    }

    private void written(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(fleet -> {
            FleetOutcome.settle(fleet, operation);
            if (operation.succeeded() && Fleets.hasHub(fleet)) {
                hub.made(fleet);
                fleets.open(fleet);
            }
            arm.documents().put(fleet);
            fleets.announce(fleet);
        });
    }

    private void deleted(Operation operation) {
        arm.documents().find(operation.target()).ifPresent(fleet -> {
            if (operation.succeeded()) {
                fleets.remove(fleet);
            } else {
                FleetOutcome.settle(fleet, operation);
                arm.documents().put(fleet);
            }
        });
    }

    private WebResponse credentials(ArmCall call) {
        ArmDocument fleet = fleets.require(call);
        if (!Fleets.hasHub(fleet) || !Fleets.isLive(fleet)) {
            throw new ArmRefusal(
                    400,
                    "InvalidHubOperation",
                    "The operation listCredentials is not allowed: the fleet '" + fleet.name() + "' has no hub cluster"
                            + (Fleets.hasHub(fleet) ? " yet." : "."));
        }
        String yaml = kubeconfigs.hub(fleet.id());
        ObjectNode body = Json.object();
        body.putArray("kubeconfigs")
                .addObject()
                .put("name", "clusterUser")
                .put("value", Base64.getEncoder().encodeToString(yaml.getBytes(StandardCharsets.UTF_8)));
        return WebResponse.json(200, body);
    }
}
