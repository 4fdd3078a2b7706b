package io.jenkins.plugins.aks.sandbox.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.RoleDefinition;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Filter;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.util.List;
import java.util.Set;

/** The built-in roles; this tenant has no others, and makes none. */
final class RoleDefinitionRoutes {
    static final String TYPE = "Microsoft.Authorization/roleDefinitions";
    private static final String CREATED = "2015-02-02T21:55:09.8806423Z";

    private final ArmContext arm;

    RoleDefinitionRoutes(ArmContext arm) {
        this.arm = arm;
    }

    /** @param scope a template; empty for the tenant */
    void add(String scope) {
        String all = scope + "/providers/" + TYPE;
        arm.routes().add("GET", all, TYPE, this::list);
        arm.routes().add("GET", all + "/{role}", TYPE, this::get);
    }

    private WebResponse list(ArmCall call) {
        Filter filter = Filter.of(call, Set.of("roleName", "type"));
        boolean builtIn = filter.accepts("type", "BuiltInRole");
        List<ObjectNode> found = RoleDefinition.all().stream()
                .filter(role -> builtIn && filter.accepts("roleName", role.name()))
                .map(role -> shown(call, role))
                .toList();
        return Pages.answer(arm, call, found);
    }

    private WebResponse get(ArmCall call) {
        String id = call.parameter("role");
        RoleDefinition role = RoleDefinition.find(id)
                .filter(known -> known.id().equalsIgnoreCase(id))
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "RoleDefinitionDoesNotExist",
                        "The specified role definition with ID '" + id.replace("-", "") + "' does not exist."));
        return WebResponse.json(200, shown(call, role));
    }

    private ObjectNode shown(ArmCall call, RoleDefinition role) {
        String prefix = call.subscription() == null ? "" : "/subscriptions/" + call.subscription();
        ObjectNode json = Json.object();
        ObjectNode properties = json.putObject("properties");
        properties.put("roleName", role.name());
        properties.put("type", "BuiltInRole");
        properties.set("description", role.json().path("description"));
        properties.putArray("assignableScopes").add("/");
        ObjectNode permissions = properties.putArray("permissions").addObject();
        for (String list : List.of("actions", "notActions", "dataActions", "notDataActions")) {
            permissions.set(list, role.json().path(list).deepCopy());
        }
        properties.put("createdOn", CREATED).put("updatedOn", CREATED);
        properties.putNull("createdBy").putNull("updatedBy");
        return json.put("id", prefix + "/providers/" + TYPE + "/" + role.id())
                .put("type", TYPE)
                .put("name", role.id());
    }
}
