package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.template.Outputs;
import io.jenkins.plugins.aks.sandbox.template.PlannedResource;
import io.jenkins.plugins.aks.sandbox.template.TemplateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Brings deployments forward: every few seconds each looks what has ended and begins what may begin. All that it knows is
 * in the deployment's document, so a killed sandbox goes on where it was.
 */
final class DeploymentRun {
    static final Duration STEP = Duration.ofSeconds(5);

    private final ArmContext arm;
    private final Deployments deployments;
    private final Preparation preparation;

    DeploymentRun(ArmContext arm, Deployments deployments, Preparation preparation) {
        this.arm = arm;
        this.deployments = deployments;
        this.preparation = preparation;
    }

    void advance(Operation operation) {
        ArmDocument deployment = arm.documents().find(operation.target()).orElse(null);
        String[] id = operation.target().split("/");
        ArmDocument group = arm.groups().find(id[2], id[4]).orElse(null);
        if (deployment == null || group == null || deployment.isFinal()) {
            return;
        }
        Asking asking = new Asking(arm, deployment.internal().withObjectProperty("caller"));
        Prepared prepared = preparation.again(group, deployment);
        if (operation.status().equals("Canceled")) {
            cancel(deployment, prepared, asking);
        } else if (deployment.internal().has("crash")) {
            ObjectNode crash = deployment.internal().withObjectProperty("crash").deepCopy();
            deployments.end(deployment, "Failed", Errors.failed(deployment.id(), List.of(crash)));
        } else {
            advance(deployment, prepared, asking);
        }
    }

    private void cancel(ArmDocument deployment, Prepared prepared, Asking asking) {
        for (PlannedResource each : prepared.resources()) {
            if (each.isDeployment() && Deployments.step(deployment, each.id()).isRunning()) {
                asking.ask("POST", each.id() + "/cancel", each.apiVersion(), "");
            }
        }
        deployments.end(
                deployment, "Canceled", Errors.error("DeploymentCanceled", "The deployment was canceled by the user."));
    }

    private void advance(ArmDocument deployment, Prepared prepared, Asking asking) {
        deployment.state("Running");
        StepRunner runner = new StepRunner(arm, asking, prepared);
        List<PlannedResource> wanted = prepared.resources().stream()
                .filter(each -> each.wanted() && !each.existing())
                .toList();
        Map<String, Step> steps = new HashMap<>();
        wanted.forEach(each -> steps.put(each.id(), Deployments.step(deployment, each.id())));
        for (PlannedResource each : wanted) {
            if (steps.get(each.id()).isRunning()) {
                runner.poll(each, steps.get(each.id()));
            }
        }
        Predicate<PlannedResource> mayBegin = each -> steps.get(each.id()).isNew()
                && each.after().stream()
                        .allMatch(id -> !steps.containsKey(id) || steps.get(id).succeeded());
        List<PlannedResource> next = wanted.stream().filter(mayBegin).toList();
        next.forEach(each -> runner.start(each, steps.get(each.id())));
        boolean goesOn = wanted.stream().anyMatch(each -> steps.get(each.id()).isRunning() || mayBegin.test(each));
        if (goesOn) {
            arm.documents().put(deployment);
            deployments.schedule(deployment, STEP);
        } else if (steps.values().stream().anyMatch(Step::failed)) {
            List<ObjectNode> errors = steps.values().stream()
                    .filter(Step::failed)
                    .map(Step::error)
                    .toList();
            deployments.end(deployment, "Failed", Errors.failed(deployment.id(), errors));
        } else {
            succeed(deployment, prepared, runner, wanted);
        }
    }

    private void succeed(ArmDocument deployment, Prepared prepared, StepRunner runner, List<PlannedResource> wanted) {
        ObjectNode properties = deployment.properties();
        properties.set("outputResources", outputResources(wanted));
        try {
            properties.set("outputs", new Outputs(prepared.template(), runner.evaluator()).evaluate());
        } catch (TemplateException e) {
            deployments.end(deployment, "Failed", Errors.outputs(deployment.id(), e.getMessage()));
            return;
        }
        if (properties.path("mode").asText().equals("Complete")) {
            new Leftovers(arm, new Asking(arm, deployment.internal().withObjectProperty("caller")))
                    .delete(prepared.place().groupId(), outputResources(prepared.resources()));
        }
        deployments.end(deployment, "Succeeded", null);
    }

    /** What was made, with what nested deployments made in their place. */
    private ArrayNode outputResources(List<PlannedResource> wanted) {
        ArrayNode all = Json.array();
        for (PlannedResource each : wanted) {
            if (!each.isDeployment()) {
                all.addObject().put("id", each.id());
            } else {
                arm.documents().find(each.id()).ifPresent(nested -> nested.properties()
                        .path("outputResources")
                        .forEach(all::add));
            }
        }
        return all;
    }
}
