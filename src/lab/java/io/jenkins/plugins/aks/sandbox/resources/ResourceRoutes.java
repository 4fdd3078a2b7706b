package io.jenkins.plugins.aks.sandbox.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.Filter;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.util.List;
import java.util.Set;

/** Lists of resources of all types: the top-level ones, without their properties. */
final class ResourceRoutes {
    private static final String TYPE = "Microsoft.Resources/resources";
    /** What is asked for by its own list only. */
    private static final Set<String> NEVER_LISTED =
            Set.of("Microsoft.Resources/deployments", "Microsoft.Authorization/roleAssignments");

    private static final Set<String> FILTERS =
            Set.of("resourceType", "tagName", "tagValue", "name", "resourceGroup", "location");

    private final ArmContext arm;

    ResourceRoutes(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        arm.routes().add("GET", "/subscriptions/{subscription}/resources", TYPE, call -> list(call, ""));
        arm.routes()
                .add(
                        "GET",
                        "/subscriptions/{subscription}/resourceGroups/{group}/resources",
                        TYPE,
                        call -> list(
                                call,
                                arm.groups()
                                        .require(call.subscription(), call.group())
                                        .name()));
    }

    private WebResponse list(ArmCall call, String group) {
        Filter filter = Filter.of(call, FILTERS);
        String scope = group.isEmpty()
                ? "/subscriptions/" + call.subscription() + "/resourceGroups"
                : Groups.id(call.subscription(), group);
        List<ObjectNode> items = arm.documents().under(scope).stream()
                .filter(d -> d.id().split("/").length == 9)
                .filter(d -> !NEVER_LISTED.contains(text(d, "type")))
                .filter(filter::acceptsTags)
                .filter(d -> filter.accepts("name", d.name()))
                .filter(d -> filter.accepts("resourceType", text(d, "type")))
                .filter(d -> filter.accepts("location", text(d, "location")))
                .filter(d -> filter.accepts("resourceGroup", d.id().split("/")[4]))
                .map(ResourceRoutes::item)
                .toList();
        return Pages.answer(arm, call, items);
    }

    private static ObjectNode item(ArmDocument document) {
        ObjectNode item = Json.object();
        for (String field : List.of("id", "name", "type", "location", "tags", "sku", "kind", "identity", "managedBy")) {
            if (document.resource().has(field)) {
                item.set(field, document.resource().get(field));
            }
        }
        return item.put("provisioningState", document.state());
    }

    private static String text(ArmDocument document, String field) {
        return document.resource().path(field).asText();
    }
}
