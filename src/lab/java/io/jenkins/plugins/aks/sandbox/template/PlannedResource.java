package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/**
 * One resource that a template makes; a loop gives several.
 *
 * @param symbol its symbolic name with its index in a loop; empty where the template has none
 * @param name as the template writes it, with the names of its parents
 * @param source its declaration, not evaluated
 * @param wanted what its condition says
 * @param existing whether it is only referred to
 * @param loop the name of the loop that it comes from; empty for none
 * @param pointer where the declaration stands in the template
 * @param after the ids of those that must be made before it
 */
public record PlannedResource(
        String symbol,
        String id,
        String type,
        String name,
        String apiVersion,
        ObjectNode source,
        Locals locals,
        boolean wanted,
        boolean existing,
        String loop,
        String pointer,
        Set<String> after) {
    private static final List<String> NOT_IN_BODY = List.of(
            "type",
            "name",
            "apiVersion",
            "dependsOn",
            "condition",
            "copy",
            "comments",
            "metadata",
            "scope",
            "resources",
            "resourceGroup",
            "subscriptionId",
            "existing");

    private static final String DEPLOYMENT = "Microsoft.Resources/deployments";

    public boolean isDeployment() {
        return type.equalsIgnoreCase(DEPLOYMENT);
    }

    /** What is sent to make it. The template of a nested deployment is evaluated here only if its scope is the outer. */
    public ObjectNode body(Evaluator evaluator) {
        ObjectNode declared = source.deepCopy();
        declared.remove(NOT_IN_BODY);
        ObjectNode nested = isDeployment() ? declared.withObjectProperty("properties") : null;
        boolean inner = nested != null
                && nested.path("expressionEvaluationOptions")
                        .path("scope")
                        .asText()
                        .equalsIgnoreCase("inner");
        var template = inner ? nested.remove("template") : null;
        ObjectNode body = (ObjectNode) evaluator.evaluate(declared, locals);
        if (inner) {
            body.withObjectProperty("properties").set("template", template);
        }
        return body;
    }

    /** Those of this symbolic name, loop, id, or name. */
    public static List<PlannedResource> named(List<PlannedResource> all, String name) {
        return Dependencies.named(all, name);
    }
}
