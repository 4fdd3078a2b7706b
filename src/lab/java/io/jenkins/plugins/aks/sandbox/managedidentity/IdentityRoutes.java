package io.jenkins.plugins.aks.sandbox.managedidentity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Deletable;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Locations;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import io.jenkins.plugins.aks.sandbox.arm.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** User-assigned identities. Each is a principal of the directory, which other services see only after a while. */
final class IdentityRoutes {
    static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";
    private static final String NAMESPACE = "Microsoft.ManagedIdentity";
    private static final String EVERYWHERE = "/subscriptions/{subscription}/providers/" + TYPE;
    private static final String ALL = "/subscriptions/{subscription}/resourceGroups/{group}/providers/" + TYPE;
    private static final String ONE = ALL + "/{identity}";
    /** How long Entra takes to make a new principal known everywhere. */
    private static final Duration REPLICATION = Duration.ofSeconds(40);

    private final Schema schema = Schema.load("userAssignedIdentity", "BadRequest");
    private final Schema tags = Schema.load("tags", "BadRequest");
    private final ArmContext arm;

    IdentityRoutes(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        arm.routes().add("GET", EVERYWHERE, TYPE, call -> list(call, "/subscriptions/" + call.subscription()));
        arm.routes().add("GET", ALL, TYPE, call -> {
            arm.groups().require(call.subscription(), call.group());
            return list(call, Groups.id(call.subscription(), call.group()));
        });
        arm.routes()
                .add(
                        "GET",
                        ONE,
                        TYPE,
                        call -> WebResponse.json(200, require(call).resource()));
        arm.routes().add("PUT", ONE, TYPE, this::put);
        arm.routes().add("PATCH", ONE, TYPE, this::patch);
        arm.routes().add("DELETE", ONE, TYPE, this::delete);
        arm.groups().onDelete(TYPE, new Deletable() {
            @Override
            public Duration duration() {
                return Duration.ofSeconds(10);
            }

            @Override
            public void remove(ArmDocument document) {
                forget(document);
            }
        });
    }

    private WebResponse list(ArmCall call, String scope) {
        List<ObjectNode> found = arm.documents().under(scope).stream()
                .filter(d -> d.resource().path("type").asText().equals(TYPE))
                .map(ArmDocument::resource)
                .toList();
        return Pages.answer(arm, call, found);
    }

    private WebResponse put(ArmCall call) {
        arm.registrations().require(NAMESPACE);
        arm.groups().requireUsable(call.subscription(), call.group());
        String name = call.parameter("identity");
        if (!name.matches("[A-Za-z0-9][-\\w]{2,127}")) {
            throw new ArmRefusal(
                    400,
                    "BadRequest",
                    "The identity name '" + name
                            + "' is invalid: 3 to 128 letters, digits, '-' and '_', beginning with a"
                            + " letter or digit.");
        }
        ObjectNode body = schema.check(call.body());
        Tags.check(body.path("tags"));
        String location = location(body.path("location").asText());
        Optional<ArmDocument> existing = find(call);
        ArmDocument identity = existing.orElseGet(() -> create(call, name));
        String current = identity.resource().path("location").asText(location);
        if (!current.equals(location)) {
            throw new ArmRefusal(
                    409,
                    "InvalidResourceLocation",
                    "The resource '" + name + "' already exists in location '" + current + "' in resource group '"
                            + call.group() + "'. A resource with the same name cannot be created in location '"
                            + location + "'. Please select a new resource name.");
        }
        identity.resource().put("location", location);
        identity.resource().set("tags", body.path("tags") instanceof ObjectNode given ? given : Json.object());
        arm.documents().put(identity);
        return WebResponse.json(existing.isPresent() ? 200 : 201, identity.resource());
    }

    private ArmDocument create(ArmCall call, String name) {
        ArmDocument identity = ArmDocument.of(
                Groups.id(call.subscription(), call.group()) + "/providers/" + TYPE + "/" + name, name, TYPE);
        String unique = identity.id() + " " + call.request().requestId();
        String principal = arm.ids().guid("principal " + unique);
        String client = arm.ids().guid("client " + unique);
        identity.properties()
                .put("tenantId", arm.sandbox().credentials().tenantId())
                .put("principalId", principal)
                .put("clientId", client);
        arm.sandbox()
                .principals()
                .put(Json.object()
                        .put("clientId", client)
                        .put("objectId", principal)
                        .put("name", name)
                        .put("managedIdentity", true)
                        .put("known", arm.clock().in(REPLICATION).toString()));
        return identity;
    }

    private WebResponse patch(ArmCall call) {
        ArmDocument identity = require(call);
        ObjectNode body = tags.check(call.body());
        Tags.check(body.path("tags"));
        identity.resource().set("tags", body.path("tags") instanceof ObjectNode given ? given : Json.object());
        arm.documents().put(identity);
        return WebResponse.json(200, identity.resource());
    }

    private WebResponse delete(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        Optional<ArmDocument> existing = find(call);
        existing.ifPresent(identity -> {
            forget(identity);
            arm.documents().under(identity.id()).forEach(child -> arm.documents()
                    .remove(child.id()));
            arm.documents().remove(identity.id());
        });
        return WebResponse.empty(existing.isPresent() ? 200 : 204);
    }

    private void forget(ArmDocument identity) {
        arm.sandbox().principals().remove(identity.properties().path("clientId").asText());
    }

    private Optional<ArmDocument> find(ArmCall call) {
        return arm.documents()
                .find(Groups.id(call.subscription(), call.group()) + "/providers/" + TYPE + "/"
                        + call.parameter("identity"));
    }

    private ArmDocument require(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        return find(call)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ResourceNotFound",
                        "The Resource '" + TYPE + "/" + call.parameter("identity") + "' under resource group '"
                                + call.group()
                                + "' was not found. For more details please go to"
                                + " https://aka.ms/ARMResourceNotFoundFix"));
    }

    private String location(String given) {
        if (given.isBlank()) {
            throw new ArmRefusal(400, "LocationRequired", "The location property is required for this definition.");
        }
        String name = Locations.normalize(given);
        if (!arm.locations().names().contains(name)) {
            throw new ArmRefusal(
                    400,
                    "LocationNotAvailableForResourceType",
                    "The provided location '" + given + "' is not available for resource type '" + TYPE
                            + "'. List of available regions for the resource type is '"
                            + String.join(",", arm.locations().names()) + "'.");
        }
        return name;
    }
}
