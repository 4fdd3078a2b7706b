package io.jenkins.plugins.aks.sandbox.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Filter;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Locations;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import io.jenkins.plugins.aks.sandbox.arm.Schema;
import io.jenkins.plugins.aks.sandbox.arm.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Resource groups. */
final class GroupRoutes {
    private static final String TYPE = "Microsoft.Resources/resourceGroups";
    private static final String ALL = "/subscriptions/{subscription}/resourceGroups";
    private static final String ONE = ALL + "/{group}";

    private final Schema schema = Schema.load("resourceGroup", "InvalidRequestContent");
    private final ArmContext arm;

    GroupRoutes(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        arm.routes().add("GET", ALL, TYPE, this::list);
        arm.routes().add("GET", ONE, TYPE, call -> shown(200, require(call)));
        arm.routes().add("HEAD", ONE, TYPE, call -> WebResponse.empty(find(call).isPresent() ? 204 : 404));
        arm.routes().add("PUT", ONE, TYPE, this::put);
        arm.routes().add("PATCH", ONE, TYPE, this::patch);
        arm.routes().add("DELETE", ONE, TYPE, this::delete);
        arm.routes()
                .add(
                        "GET",
                        "/subscriptions/{subscription}/operationresults/{operation}",
                        "Microsoft.Resources/operationresults",
                        this::result);
    }

    private Optional<ArmDocument> find(ArmCall call) {
        return arm.groups().find(call.subscription(), call.group());
    }

    private ArmDocument require(ArmCall call) {
        return arm.groups().require(call.subscription(), call.group());
    }

    private WebResponse list(ArmCall call) {
        Filter filter = Filter.of(call, Set.of("tagName", "tagValue", "name"));
        List<ObjectNode> groups =
                arm.documents().children("/subscriptions/" + call.subscription() + "/resourceGroups").stream()
                        .filter(filter::acceptsTags)
                        .filter(g -> filter.accepts("name", g.name()))
                        .map(ArmDocument::resource)
                        .toList();
        return Pages.answer(arm, call, groups);
    }

    private WebResponse put(ArmCall call) {
        checkName(call.group());
        ObjectNode body = schema.check(call.body());
        Tags.check(body.path("tags"));
        String location = location(body.path("location").asText());
        ArmDocument existing = find(call).orElse(null);
        if (existing == null) {
            String managedBy = body.path("managedBy").asText();
            arm.groups().create(call.subscription(), call.group(), location, tags(body), managedBy);
            return shown(201, require(call));
        }
        String current = existing.resource().path("location").asText();
        if (!current.equals(location)) {
            throw new ArmRefusal(
                    409,
                    "InvalidResourceGroupLocation",
                    "Invalid resource group location '" + location
                            + "'. The Resource group already exists in location '" + current + "'.");
        }
        ArmDocument group = arm.groups().requireUsable(call.subscription(), call.group());
        group.resource().set("tags", tags(body));
        arm.documents().put(group);
        return shown(200, group);
    }

    private WebResponse patch(ArmCall call) {
        require(call);
        ArmDocument group = arm.groups().requireUsable(call.subscription(), call.group());
        ObjectNode body = schema.check(call.body());
        Tags.check(body.path("tags"));
        if (body.has("tags")) {
            group.resource().set("tags", tags(body));
        }
        arm.documents().put(group);
        return shown(200, group);
    }

    private WebResponse delete(ArmCall call) {
        Operation operation = arm.groups().delete(require(call), call);
        return accepted(call, operation);
    }

    private WebResponse accepted(ArmCall call, Operation operation) {
        String url = arm.sandbox().url() + "/subscriptions/" + call.subscription() + "/operationresults/"
                + operation.id() + "?api-version=" + call.apiVersion();
        return WebResponse.empty(202)
                .with("Location", url)
                .with("Retry-After", String.valueOf(arm.clock().retryAfter(Duration.ofSeconds(15))));
    }

    private WebResponse result(ArmCall call) {
        Operation operation = arm.operations()
                .find(call.parameter("operation"))
                .filter(o -> o.kind().equals(Groups.DELETE))
                .orElseThrow(() -> new ArmRefusal(
                        404, "OperationNotFound", "The operation '" + call.parameter("operation") + "' is unknown."));
        if (operation.isRunning()) {
            return accepted(call, operation);
        }
        if (!operation.succeeded()) {
            var crash = operation.crash().orElseThrow();
            throw new ArmRefusal(409, crash.code(), crash.message());
        }
        return WebResponse.empty(200);
    }

    private static ObjectNode tags(ObjectNode body) {
        return body.path("tags") instanceof ObjectNode tags ? tags : Json.object();
    }

    private static WebResponse shown(int status, ArmDocument group) {
        return WebResponse.json(status, group.resource());
    }

    private String location(String given) {
        if (given.isBlank()) {
            throw new ArmRefusal(400, "LocationRequired", "The location property is required for this definition.");
        }
        String name = Locations.normalize(given);
        if (!arm.locations().names().contains(name)) {
            throw new ArmRefusal(
                    400,
                    "LocationNotAvailableForResourceGroup",
                    "The provided location '" + given + "' is not available for resource group. "
                            + "List of available regions is '"
                            + String.join(",", arm.locations().names()) + "'.");
        }
        return name;
    }

    private static void checkName(String name) {
        if (!name.matches("[-\\p{L}\\p{Nd}_.()]{1,90}") || name.endsWith(".")) {
            throw new ArmRefusal(
                    400,
                    "InvalidResourceGroup",
                    "The provided resource group name '" + name + "' is invalid. The name can only be a letter, digit,"
                            + " '-', '.', '(', ')' or '_', at most 90 of them, and cannot end with '.'.");
        }
    }
}
