package io.jenkins.plugins.aks.sandbox.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.LabCredentials;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.util.ArrayList;
import java.util.List;

/** Tenants, subscriptions and their locations. */
final class SubscriptionRoutes {
    private static final String TYPE = "Microsoft.Resources/subscriptions";

    private final ArmContext arm;

    SubscriptionRoutes(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        arm.routes().add("GET", "/tenants", TYPE, this::tenants);
        arm.routes().add("GET", "/subscriptions", TYPE, this::subscriptions);
        arm.routes().add("GET", "/subscriptions/{subscription}", TYPE, call -> WebResponse.json(200, subscription()));
        arm.routes().add("GET", "/subscriptions/{subscription}/locations", TYPE, this::locations);
    }

    private WebResponse tenants(ArmCall call) {
        String tenant = arm.sandbox().credentials().tenantId();
        ObjectNode json = Json.object()
                .put("id", "/tenants/" + tenant)
                .put("tenantId", tenant)
                .put("displayName", "Sandbox")
                .put("countryCode", "NL")
                .put("tenantCategory", "Home");
        return Pages.answer(arm, call, List.of(json));
    }

    private WebResponse subscriptions(ArmCall call) {
        boolean may = arm.sandbox().rights().hasAny(call.caller().path("oid").asText());
        return Pages.answer(arm, call, may ? List.of(subscription()) : List.of());
    }

    private ObjectNode subscription() {
        LabCredentials lab = arm.sandbox().credentials();
        ObjectNode json = Json.object()
                .put("id", "/subscriptions/" + lab.subscriptionId())
                .put("authorizationSource", "RoleBased")
                .put("subscriptionId", lab.subscriptionId())
                .put("tenantId", lab.tenantId())
                .put("displayName", "Sandbox")
                .put("state", "Enabled");
        json.putArray("managedByTenants");
        json.putObject("subscriptionPolicies")
                .put("locationPlacementId", "Public_2014-09-01")
                .put("quotaId", "PayAsYouGo_2014-09-01")
                .put("spendingLimit", "Off");
        return json;
    }

    private WebResponse locations(ArmCall call) {
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode location : arm.data().get("locations")) {
            String name = location.path("name").asText();
            ObjectNode item = Json.object()
                    .put("id", "/subscriptions/" + call.subscription() + "/locations/" + name)
                    .put("name", name)
                    .put("type", "Region")
                    .put("displayName", location.path("displayName").asText())
                    .put("regionalDisplayName", location.path("displayName").asText());
            item.putObject("metadata").put("regionType", "Physical").put("regionCategory", "Recommended");
            ArrayNode zones = Json.array();
            location.path("zones").forEach(z -> zones.addObject()
                    .put("logicalZone", z.asText())
                    .put("physicalZone", name + "-az" + z.asText()));
            if (!zones.isEmpty()) {
                item.set("availabilityZoneMappings", zones);
            }
            items.add(item);
        }
        return Pages.answer(arm, call, items);
    }
}
