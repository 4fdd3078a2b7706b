package io.jenkins.plugins.aks.sandbox.containerregistry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.Schema;

/** Whether a registry's name is free. */
final class RegistryNameRoute {
    private final Schema schema = Schema.load("nameAvailability", "InvalidRequest");
    private final ArmContext arm;

    RegistryNameRoute(ArmContext arm) {
        this.arm = arm;
    }

    void add() {
        arm.routes()
                .add(
                        "POST",
                        "/subscriptions/{subscription}/providers/Microsoft.ContainerRegistry/checkNameAvailability",
                        Registries.TYPE,
                        this::answer);
    }

    private WebResponse answer(ArmCall call) {
        String name = schema.check(call.body()).path("name").asText();
        ObjectNode answer = Json.object();
        if (!name.matches(Registries.NAMES)) {
            answer.put("nameAvailable", false)
                    .put("reason", "Invalid")
                    .put(
                            "message",
                            "The specified registry name '" + name + "' is invalid: it must match " + Registries.NAMES
                                    + ".");
        } else if (Registries.isTaken(arm, name)) {
            answer.put("nameAvailable", false)
                    .put("reason", "AlreadyExists")
                    .put("message", "The registry " + name + " is already in use.");
        } else {
            answer.put("nameAvailable", true);
        }
        return WebResponse.json(200, answer);
    }
}
