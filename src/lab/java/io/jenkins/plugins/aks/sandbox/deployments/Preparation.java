package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.LabCredentials;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.template.Evaluator;
import io.jenkins.plugins.aks.sandbox.template.Parameters;
import io.jenkins.plugins.aks.sandbox.template.Place;
import io.jenkins.plugins.aks.sandbox.template.PlannedResource;
import io.jenkins.plugins.aks.sandbox.template.Planner;
import io.jenkins.plugins.aks.sandbox.template.Positions;
import io.jenkins.plugins.aks.sandbox.template.Runtime;
import io.jenkins.plugins.aks.sandbox.template.Template;
import io.jenkins.plugins.aks.sandbox.template.TemplateException;
import java.util.List;

/** Reads a template with its parameters, and refuses what can be told before anything is made. */
final class Preparation {
    private final ArmContext arm;

    Preparation(ArmContext arm) {
        this.arm = arm;
    }

    /**
     * @param text the request, for the places in messages
     * @throws ArmRefusal {@code InvalidTemplate} or {@code InvalidRequestContent}
     */
    Prepared of(ArmDocument group, String name, ObjectNode caller, ObjectNode properties, String text) {
        JsonNode json = properties.path("template");
        Positions positions = new Positions(text);
        Place place = place(group, name, caller, properties);
        Template template;
        try {
            template = Template.of(json);
        } catch (TemplateException e) {
            throw invalid("Deployment template parse failed: '" + e.getMessage() + "'.");
        }
        try {
            Parameters parameters = new Parameters(template);
            ObjectNode values = parameters.bind(given(properties), place);
            return planned(template, place, values, parameters.shown(values), "/properties/template", positions);
        } catch (TemplateException e) {
            throw invalid("Deployment template validation failed: '" + e.getMessage() + "'.");
        }
    }

    /** The same deployment later. */
    Prepared again(ArmDocument group, ArmDocument deployment) {
        ObjectNode internal = deployment.internal();
        Template template = Template.of(internal.path("template"));
        Positions positions = new Positions(Json.text(template.json()));
        Place place = place(group, deployment.name(), internal.withObjectProperty("caller"), deployment.properties());
        ObjectNode values = internal.withObjectProperty("values");
        return planned(template, place, values, Json.object(), "", positions);
    }

    private Prepared planned(
            Template template, Place place, ObjectNode values, ObjectNode shown, String at, Positions positions) {
        Evaluator names = new Evaluator(template, place, Runtime.none(), values);
        List<PlannedResource> resources = new Planner(template, names, place, at, positions).plan();
        Evaluator bodies = new Evaluator(template, place, Runtime.later(), values);
        for (PlannedResource resource : resources) {
            try {
                if (resource.wanted() && !resource.existing()) {
                    resource.body(bodies);
                }
            } catch (TemplateException e) {
                throw new TemplateException("Unable to process template language expressions for resource '"
                        + resource.id() + "' " + positions.of(resource.pointer()) + ". '" + e.getMessage() + "'");
            }
        }
        return new Prepared(template, place, values, shown, resources, positions);
    }

    private static ObjectNode given(ObjectNode properties) {
        return properties.get("parameters") instanceof ObjectNode parameters ? parameters : Json.object();
    }

    private Place place(ArmDocument group, String name, ObjectNode caller, ObjectNode properties) {
        LabCredentials lab = arm.sandbox().credentials();
        String subscription = group.id().split("/")[2];
        ObjectNode deployment = Json.object().put("name", name);
        deployment.putObject("properties").put("mode", properties.path("mode").asText());
        String url = arm.sandbox().url();
        ObjectNode environment = Json.object().put("name", "AzureCloud").put("resourceManager", url + "/");
        environment.putObject("authentication").put("loginEndpoint", url + "/").put("tenant", "common");
        environment
                .putObject("suffixes")
                .put("keyvaultDns", ".vault.azure.net")
                .put("acrLoginServer", ".azurecr.io")
                .put("storage", "core.windows.net");
        return new Place(
                Json.object()
                        .put("id", "/subscriptions/" + subscription)
                        .put("subscriptionId", subscription)
                        .put("tenantId", lab.tenantId())
                        .put("displayName", "Sandbox"),
                group.resource(),
                deployment,
                Json.object().put("objectId", caller.path("oid").asText()).put("tenantId", lab.tenantId()),
                environment);
    }

    private static ArmRefusal invalid(String message) {
        return new ArmRefusal(400, "InvalidTemplate", message);
    }
}
