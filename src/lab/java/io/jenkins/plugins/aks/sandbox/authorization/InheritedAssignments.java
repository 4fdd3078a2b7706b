package io.jenkins.plugins.aks.sandbox.authorization;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.RoleDefinition;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import java.util.ArrayList;
import java.util.List;

/** The roles that the sandbox's first principals have on the subscription from the beginning, as role assignments. */
final class InheritedAssignments {
    private final ArmContext arm;

    InheritedAssignments(ArmContext arm) {
        this.arm = arm;
    }

    List<ObjectNode> of(String subscription) {
        List<ObjectNode> found = new ArrayList<>();
        for (ObjectNode principal : arm.sandbox().store().under("principal/").values()) {
            String id = principal.path("objectId").asText();
            for (JsonNode name : principal.path("azureRoles")) {
                RoleDefinition.find(name.asText())
                        .ifPresent(role -> found.add(Json.object()
                                .put("name", arm.ids().guid("role " + role.id() + " of " + id))
                                .put("scope", "/subscriptions/" + subscription)
                                .put("role", role.id())
                                .put("principal", id)
                                .put(
                                        "principalType",
                                        principal.path("objectType").asText("ServicePrincipal"))
                                .put("created", "2024-01-01T00:00:00Z")
                                .put("creator", "")));
            }
        }
        return found;
    }
}
