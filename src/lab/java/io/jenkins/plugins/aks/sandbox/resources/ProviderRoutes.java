package io.jenkins.plugins.aks.sandbox.resources;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Pages;

/** Resource providers: what there is, and registering the subscription for one. */
final class ProviderRoutes {
    private static final String TYPE = "Microsoft.Resources/providers";
    private static final String ALL = "/subscriptions/{subscription}/providers";
    private static final String ONE = ALL + "/{namespace}";

    private final ArmContext arm;

    ProviderRoutes(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        arm.routes()
                .add(
                        "GET",
                        ALL,
                        TYPE,
                        call -> Pages.answer(
                                arm,
                                call,
                                arm.types().all().stream()
                                        .map(n -> shown(call, n))
                                        .toList()));
        arm.routes().add("GET", ONE, TYPE, call -> WebResponse.json(200, shown(call, require(call))));
        arm.routes().add("POST", ONE + "/register", TYPE, call -> {
            arm.registrations().register(require(call).path("namespace").asText());
            return WebResponse.json(200, shown(call, require(call)));
        });
        arm.routes().add("POST", ONE + "/unregister", TYPE, call -> {
            arm.registrations().set(require(call).path("namespace").asText(), "Unregistered");
            return WebResponse.json(200, shown(call, require(call)));
        });
    }

    private ObjectNode require(ArmCall call) {
        String namespace = call.parameter("namespace");
        return arm.types()
                .find(namespace)
                .orElseThrow(() -> new ArmRefusal(
                        404, "InvalidResourceNamespace", "The resource namespace '" + namespace + "' is invalid."));
    }

    private ObjectNode shown(ArmCall call, ObjectNode known) {
        String namespace = known.path("namespace").asText();
        ObjectNode json = Json.object()
                .put("id", "/subscriptions/" + call.subscription() + "/providers/" + namespace)
                .put("namespace", namespace);
        ArrayNode types = json.putArray("resourceTypes");
        known.path("types").properties().forEach(type -> {
            ObjectNode item = types.addObject().put("resourceType", type.getKey());
            ArrayNode locations = item.putArray("locations");
            arm.data()
                    .get("locations")
                    .forEach(l -> locations.add(l.path("displayName").asText()));
            item.set("apiVersions", type.getValue());
            item.put("capabilities", "None");
        });
        return json.put("registrationState", arm.registrations().state(namespace))
                .put("registrationPolicy", "RegistrationRequired");
    }
}
