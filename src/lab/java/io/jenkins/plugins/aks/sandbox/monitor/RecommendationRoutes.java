package io.jenkins.plugins.aks.sandbox.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.util.ArrayList;
import java.util.List;

/** The rules that Azure recommends for a Monitor account: {@code /sandbox/alertRuleRecommendations.json}. */
final class RecommendationRoutes {
    private static final String TYPE = "Microsoft.AlertsManagement/alertRuleRecommendations";

    private final ArmContext arm;

    RecommendationRoutes(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        String path = "/subscriptions/{subscription}/resourceGroups/{group}/providers/" + Accounts.TYPE
                + "/{account}/providers/" + TYPE;
        arm.routes().add("GET", path, TYPE, call -> {
            arm.registrations().require("Microsoft.AlertsManagement");
            String account = account(call);
            List<ObjectNode> items = new ArrayList<>();
            for (JsonNode item : arm.data().get("alertRuleRecommendations")) {
                ObjectNode shown = item.deepCopy();
                String name = shown.path("name").asText();
                shown.put("id", account + "/providers/" + TYPE + "/" + name).put("type", TYPE);
                items.add(shown);
            }
            return Pages.answer(arm, call, items);
        });
    }

    private String account(ArmCall call) {
        String id = Groups.id(call.subscription(), call.group()) + "/providers/" + Accounts.TYPE + "/"
                + call.parameter("account");
        return arm.documents()
                .find(id)
                .orElseThrow(() -> new ArmRefusal(404, "ResourceNotFound", "The resource '" + id + "' was not found."))
                .id();
    }
}
