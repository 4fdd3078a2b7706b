package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.template.Evaluator;
import io.jenkins.plugins.aks.sandbox.template.PlannedResource;
import io.jenkins.plugins.aks.sandbox.template.TemplateException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Makes one resource of a deployment, and follows it to its end. */
final class StepRunner {
    private static final Set<String> FINAL = Set.of("Succeeded", "Failed", "Canceled");
    /** Conflicts that Resource Manager itself waits for. */
    private static final Set<String> PASSING = Set.of("AnotherOperationInProgress", "RetryableError");

    private final ArmContext arm;
    private final Asking asking;
    private final Prepared prepared;
    private final Evaluator evaluator;
    private final Instant now;

    StepRunner(ArmContext arm, Asking asking, Prepared prepared) {
        this.arm = arm;
        this.asking = asking;
        this.prepared = prepared;
        this.evaluator = new Evaluator(
                prepared.template(), prepared.place(), new References(asking, prepared.resources()), prepared.values());
        this.now = arm.clock().now();
    }

    Evaluator evaluator() {
        return evaluator;
    }

    /** Leaves the step as it is while its resource provider is being registered, which the service does by itself. */
    void start(PlannedResource resource, Step step) {
        step.start(resource, now);
        if (!isRegistered(resource)) {
            return;
        }
        ObjectNode body;
        try {
            body = resource.body(evaluator);
        } catch (TemplateException e) {
            String where = prepared.positions().of(resource.pointer());
            step.fail(
                    "BadRequest",
                    Errors.error(
                            "InvalidTemplate",
                            "Unable to process template language expressions for resource '" + resource.id() + "' "
                                    + where + ". '" + e.getMessage() + "'"),
                    now);
            return;
        }
        WebResponse response = asking.ask("PUT", resource.id(), resource.apiVersion(), Json.text(body));
        if (!Asking.isGood(response)) {
            refused(step, response);
            return;
        }
        String status = Errors.statusCode(response.status());
        String async = header(response, "Azure-AsyncOperation");
        String location = response.status() == 202 ? header(response, "Location") : "";
        step.run(status, async.isEmpty() ? location : async);
        if (step.async().isEmpty()) {
            settle(step, status, Asking.json(response));
        }
    }

    private static String header(WebResponse response, String name) {
        return response.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    private boolean isRegistered(PlannedResource resource) {
        String namespace = resource.id().replaceFirst("^.*/providers/([^/]+)/.*$", "$1");
        if (arm.types().find(namespace).isEmpty()
                || arm.registrations().state(namespace).equals("Registered")) {
            return true;
        }
        String subscription = resource.id().split("/")[2];
        WebResponse registered = asking.ask(
                "POST", "/subscriptions/" + subscription + "/providers/" + namespace + "/register", "2021-04-01", "");
        return !Asking.isGood(registered);
    }

    private void refused(Step step, WebResponse response) {
        ObjectNode error = Errors.in(response);
        boolean passes = response.status() == 429
                || response.status() >= 500
                || PASSING.contains(error.path("code").asText());
        if (!passes || !step.mayTryAgain()) {
            step.fail(Errors.statusCode(response.status()), error, now);
        }
    }

    void poll(PlannedResource resource, Step step) {
        String status = step.json().path("statusCode").asText();
        if (!step.async().isEmpty()) {
            WebResponse answer = asking.follow(step.async());
            ObjectNode operation = Asking.json(answer);
            String state = operation.path("status").asText();
            boolean done = state.isEmpty() ? answer.status() != 202 : FINAL.contains(state);
            if (!done) {
                return;
            }
            if (state.equals("Failed") || state.equals("Canceled") || !Asking.isGood(answer)) {
                step.fail("Conflict", why(resource, state, operation.path("error")), now);
                return;
            }
        }
        WebResponse got = asking.ask("GET", resource.id(), resource.apiVersion(), "");
        if (!Asking.isGood(got)) {
            step.fail(Errors.statusCode(got.status()), Errors.in(got), now);
            return;
        }
        settle(step, status, Asking.json(got));
    }

    private void settle(Step step, String status, ObjectNode resource) {
        String state = resource.at("/properties/provisioningState").asText();
        if (state.isEmpty() || state.equals("Succeeded")) {
            step.succeed(status, now);
        } else if (FINAL.contains(state)) {
            JsonNode error = resource.at("/properties/error");
            step.fail(
                    "Conflict",
                    error.isObject()
                            ? error
                            : Errors.error(
                                    "ResourceDeploymentFailure",
                                    "The resource write operation failed to complete successfully, because it reached"
                                            + " terminal provisioning state '" + state + "'."),
                    now);
        }
    }

    private static JsonNode why(PlannedResource resource, String state, JsonNode error) {
        if (error.isObject()) {
            return error;
        }
        return Errors.error(
                "ResourceDeploymentFailure",
                "The resource operation on '" + resource.id() + "' completed with terminal provisioning state '" + state
                        + "'.");
    }
}
