package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Pages;
import java.util.ArrayList;
import java.util.List;

/** What a deployment did with each resource. */
final class OperationRoutes {
    /** The documented path, which has no provider in it, and that of the ids. */
    private static final List<String> PATHS = List.of(
            "/subscriptions/{subscription}/resourceGroups/{group}/deployments/{deployment}/operations",
            DeploymentRoutes.ONE + "/operations");

    private final ArmContext arm;
    private final Deployments deployments;

    OperationRoutes(ArmContext arm, Deployments deployments) {
        this.arm = arm;
        this.deployments = deployments;
    }

    void add() {
        for (String path : PATHS) {
            arm.routes()
                    .add(
                            "GET",
                            path,
                            Deployments.TYPE,
                            call -> Pages.answer(arm, call, all(deployments.require(call))));
            arm.routes().add("GET", path + "/{operation}", Deployments.TYPE, call -> WebResponse.json(200, one(call)));
        }
    }

    private ObjectNode one(ArmCall call) {
        return all(deployments.require(call)).stream()
                .filter(o -> o.path("operationId").asText().equalsIgnoreCase(call.parameter("operation")))
                .findFirst()
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "DeploymentOperationNotFound",
                        "The deployment operation '" + call.parameter("operation") + "' could not be found."));
    }

    private List<ObjectNode> all(ArmDocument deployment) {
        List<ObjectNode> operations = new ArrayList<>();
        Deployments.steps(deployment).properties().forEach(entry -> {
            Step step = new Step((ObjectNode) entry.getValue());
            if (step.json().has("started")) {
                ObjectNode operation = operation(deployment, entry.getKey(), step);
                target(operation.withObjectProperty("properties").putObject("targetResource"), step);
                operations.add(operation);
            }
        });
        ObjectNode outputs = deployment.internal().path("template").path("outputs") instanceof ObjectNode o ? o : null;
        if (deployment.state().equals("Succeeded") && outputs != null && !outputs.isEmpty()) {
            Step evaluated = new Step(Json.object()
                    .put("state", "Succeeded")
                    .put("statusCode", "OK")
                    .put("started", deployment.properties().path("timestamp").asText())
                    .put("ended", deployment.properties().path("timestamp").asText()));
            ObjectNode operation = operation(deployment, "outputs", evaluated);
            operation.withObjectProperty("properties").put("provisioningOperation", "EvaluateDeploymentOutput");
            operations.add(operation);
        }
        return operations;
    }

    private ObjectNode operation(ArmDocument deployment, String key, Step step) {
        String id =
                arm.ids().hex("operation " + deployment.id() + " " + key, 16).toUpperCase(java.util.Locale.ROOT);
        ObjectNode operation =
                Json.object().put("id", deployment.id() + "/operations/" + id).put("operationId", id);
        ObjectNode properties = operation
                .putObject("properties")
                .put("provisioningOperation", "Create")
                .put("provisioningState", step.isNew() ? "Running" : step.state())
                .put(
                        "timestamp",
                        step.json()
                                .path("ended")
                                .asText(step.json().path("started").asText()))
                .put("trackingId", arm.ids().guid("tracking " + id))
                .put("statusCode", step.json().path("statusCode").asText());
        if (step.failed()) {
            properties.putObject("statusMessage").put("status", "Failed").set("error", step.error());
        }
        return operation;
    }

    private static void target(ObjectNode target, Step step) {
        target.put("id", step.json().path("id").asText())
                .put("resourceType", step.json().path("type").asText())
                .put("resourceName", step.json().path("name").asText());
    }
}
