package io.jenkins.plugins.aks.sandbox.authorization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.RoleDefinition;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.util.List;

/** What the caller may do at a scope. */
final class PermissionRoutes {
    private static final String TYPE = "Microsoft.Authorization/permissions";

    private final ArmContext arm;

    PermissionRoutes(ArmContext arm) {
        this.arm = arm;
    }

    void add(String scope) {
        String path = "/providers/" + TYPE;
        arm.routes().add("GET", scope + path, TYPE, call -> {
            String place = call.request().path();
            String where = place.substring(0, place.length() - path.length());
            return Pages.answer(
                    arm,
                    call,
                    arm.sandbox().rights().effective(call.caller().path("oid").asText(), where).stream()
                            .map(PermissionRoutes::shown)
                            .toList());
        });
    }

    private static ObjectNode shown(RoleDefinition role) {
        ObjectNode json = Json.object();
        for (String list : List.of("actions", "notActions", "dataActions", "notDataActions")) {
            json.set(list, role.json().path(list).deepCopy());
        }
        return json;
    }
}
