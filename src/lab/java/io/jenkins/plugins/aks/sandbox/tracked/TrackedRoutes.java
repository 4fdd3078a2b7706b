package io.jenkins.plugins.aks.sandbox.tracked;

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
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import io.jenkins.plugins.aks.sandbox.arm.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The requests that every kind of top-level resource answers. */
public final class TrackedRoutes {
    private final ArmContext arm;
    private final TrackedKind kind;
    private final TrackedOperations operations;
    private final Schema schema;

    public TrackedRoutes(ArmContext arm, TrackedKind kind, TrackedOperations operations) {
        this.arm = arm;
        this.kind = kind;
        this.operations = operations;
        this.schema = Schema.load(kind.schema(), "InvalidRequestContent");
    }

    public void add() {
        String type = kind.type();
        String all = "/subscriptions/{subscription}/resourceGroups/{group}/providers/" + type;
        String one = all + "/{resource}";
        arm.routes()
                .add(
                        "GET",
                        "/subscriptions/{subscription}/providers/" + type,
                        type,
                        call -> list(call, "/subscriptions/" + call.subscription()));
        arm.routes().add("GET", all, type, call -> {
            arm.groups().require(call.subscription(), call.group());
            return list(call, Groups.id(call.subscription(), call.group()));
        });
        arm.routes().add("GET", one, type, call -> WebResponse.json(200, kind.shown(require(call))));
        arm.routes().add("PUT", one, type, this::put);
        arm.routes().add("PATCH", one, type, this::patch);
        arm.routes().add("DELETE", one, type, this::delete);
        arm.groups().onDelete(type, new Deletable() {
            @Override
            public Duration duration() {
                return Duration.ofSeconds(30);
            }

            @Override
            public void remove(ArmDocument document) {
                kind.removed(document);
            }
        });
    }

    private WebResponse list(ArmCall call, String scope) {
        List<ObjectNode> found = arm.documents().under(scope).stream()
                .filter(d -> d.resource().path("type").asText().equalsIgnoreCase(kind.type()))
                .map(kind::shown)
                .toList();
        return Pages.answer(arm, call, found);
    }

    private WebResponse put(ArmCall call) {
        arm.registrations().require(kind.type().substring(0, kind.type().indexOf('/')));
        arm.groups().requireUsable(call.subscription(), call.group());
        ObjectNode body = schema.check(call.body());
        Optional<ArmDocument> existing = find(call);
        String name = call.parameter("resource");
        if (existing.isEmpty() && !name.matches(kind.names())) {
            throw new ArmRefusal(
                    400,
                    "InvalidResourceName",
                    "The resource name '" + name + "' of type '" + kind.type() + "' is invalid: it must match "
                            + kind.names() + ".");
        }
        ArmDocument document = existing.orElseGet(() -> ArmDocument.of(id(call), name, kind.type()));
        document.resource().put("location", location(call, document, body));
        document.resource().set("tags", Json.object());
        ObjectNode before = document.properties();
        document.resource().remove("properties");
        keepReadOnly(before, document);
        apply(call, document, body);
        kind.complete(call, document, existing.isEmpty());
        return operations.save(call, kind, document, existing.isEmpty());
    }

    /** A PUT replaces what a client may say, not what the service made. */
    private void keepReadOnly(ObjectNode before, ArmDocument document) {
        JsonNode fields =
                Json.resource("/sandbox/schema/" + kind.schema() + ".json").path("properties");
        for (Map.Entry<String, JsonNode> field : before.properties()) {
            if (fields.path(field.getKey()).asText().equals("readonly")) {
                document.properties().set(field.getKey(), field.getValue());
            }
        }
    }

    private WebResponse patch(ArmCall call) {
        ArmDocument document = require(call);
        ObjectNode body = schema.check(call.body());
        apply(call, document, body);
        kind.complete(call, document, false);
        return operations.save(call, kind, document, false);
    }

    private void apply(ArmCall call, ArmDocument document, ObjectNode body) {
        requireRest(document);
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            switch (field.getKey()) {
                case "location" -> location(call, document, body);
                case "tags" -> Tags.check(field.getValue());
                default -> {}
            }
            if (field.getKey().equals("properties")) {
                document.properties().setAll((ObjectNode) field.getValue());
            } else if (!field.getKey().equals("location")) {
                document.resource().set(field.getKey(), field.getValue());
            }
        }
    }

    private void requireRest(ArmDocument document) {
        if (arm.operations().running(document.id()).isPresent()) {
            throw new ArmRefusal(
                    409,
                    "AnotherOperationInProgress",
                    "Another operation on the resource '" + document.name() + "' is in progress. Try again later.");
        }
    }

    private WebResponse delete(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        Optional<ArmDocument> existing = find(call);
        if (existing.isEmpty()) {
            return WebResponse.empty(204);
        }
        requireRest(existing.get());
        kind.requireDeletable(call, existing.get());
        kind.removed(existing.get());
        arm.documents().remove(existing.get().id());
        return WebResponse.empty(200);
    }

    private String location(ArmCall call, ArmDocument document, ObjectNode body) {
        String location = arm.locations().require(body.path("location").asText(), kind.type());
        String current = document.resource().path("location").asText(location);
        if (!current.equals(location)) {
            throw new ArmRefusal(
                    409,
                    "InvalidResourceLocation",
                    "The resource '" + document.name() + "' already exists in location '" + current
                            + "' in resource group '" + call.group()
                            + "'. A resource with the same name cannot be created in location '" + location
                            + "'. Please select a new resource name.");
        }
        return location;
    }

    private String id(ArmCall call) {
        return Groups.id(call.subscription(), call.group()) + "/providers/" + kind.type() + "/"
                + call.parameter("resource");
    }

    private Optional<ArmDocument> find(ArmCall call) {
        return arm.documents().find(id(call));
    }

    private ArmDocument require(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        return find(call)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "ResourceNotFound",
                        "The Resource '" + kind.type() + "/" + call.parameter("resource") + "' under resource group '"
                                + call.group()
                                + "' was not found. For more details please go to"
                                + " https://aka.ms/ARMResourceNotFoundFix"));
    }
}
