package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmCall;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.arm.Groups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The deployments that exist. */
final class Deployments {
    static final String TYPE = "Microsoft.Resources/deployments";
    static final String KIND = "deployment.step";
    private static final String STEPS = "steps";

    private final ArmContext arm;

    Deployments(ArmContext arm) {
        this.arm = arm;
    }

    static String id(String subscription, String group, String name) {
        return Groups.id(subscription, group) + "/providers/" + TYPE + "/" + name;
    }

    Optional<ArmDocument> find(ArmCall call) {
        return arm.documents().find(id(call.subscription(), call.group(), call.parameter("deployment")));
    }

    /** @throws ArmRefusal 404 */
    ArmDocument require(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        return find(call)
                .orElseThrow(() -> new ArmRefusal(
                        404,
                        "DeploymentNotFound",
                        "Deployment '" + call.parameter("deployment") + "' could not be found."));
    }

    List<ArmDocument> in(ArmCall call) {
        arm.groups().require(call.subscription(), call.group());
        return arm.documents().children(Groups.id(call.subscription(), call.group()) + "/providers/" + TYPE);
    }

    void refuseActive(ArmDocument deployment) {
        if (!deployment.isFinal()) {
            throw new ArmRefusal(
                    409,
                    "DeploymentActive",
                    "Unable to edit or replace deployment '" + deployment.name() + "': previous deployment from '"
                            + deployment.properties().path("timestamp").asText()
                            + "' is still active. Please see https://aka.ms/arm-deploy for usage details.");
        }
    }

    static Step step(ArmDocument deployment, String resourceId) {
        return new Step(deployment
                .internal()
                .withObjectProperty(STEPS)
                .withObjectProperty(resourceId.toLowerCase(java.util.Locale.ROOT)));
    }

    static ObjectNode steps(ArmDocument deployment) {
        return deployment.internal().withObjectProperty(STEPS);
    }

    /** Looks at the deployment again after a while. */
    void schedule(ArmDocument deployment, Duration simulated) {
        arm.operations().begin(KIND, deployment.id(), "", simulated, Optional.empty());
    }

    /** @param error null for none */
    void end(ArmDocument deployment, String state, ObjectNode error) {
        ObjectNode properties = deployment.properties();
        Instant started = Instant.parse(deployment.internal().path("started").asText());
        properties.put("timestamp", arm.clock().now().toString());
        properties.put(
                "duration", arm.clock().simulated(started, arm.clock().now()).toString());
        if (error != null) {
            properties.set("error", error);
        }
        deployment.state(state);
        arm.documents().put(deployment);
    }

    /** As at the URL of {@code Azure-AsyncOperation}. */
    static ObjectNode status(ArmDocument deployment) {
        String state = deployment.isFinal() ? deployment.state() : "Running";
        ObjectNode status = Json.object().put("status", state);
        if (deployment.properties().has("error")) {
            status.set("error", deployment.properties().get("error"));
        }
        return status;
    }
}
