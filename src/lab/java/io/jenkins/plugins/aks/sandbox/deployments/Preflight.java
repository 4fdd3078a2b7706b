package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.template.PlannedResource;
import java.util.List;
import java.util.Map;

/** What is checked of all resources of a template before any is made: that there are such types and api-versions. */
final class Preflight {
    private final ArmContext arm;

    Preflight(ArmContext arm) {
        this.arm = arm;
    }

    /** @throws ArmRefusal 400 {@code InvalidTemplateDeployment} with the reasons */
    void check(String deployment, List<PlannedResource> resources) {
        for (PlannedResource each : resources) {
            String type = typeOf(each.id());
            ObjectNode namespace = arm.types()
                    .find(type.substring(0, type.indexOf('/')))
                    .orElseThrow(() -> invalid(
                            deployment,
                            "InvalidResourceNamespace",
                            "The resource namespace '" + type.substring(0, type.indexOf('/')) + "' is invalid."));
            String name = type.substring(type.indexOf('/') + 1);
            Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> known =
                    namespace.path("types").properties().stream()
                            .filter(t -> t.getKey().equalsIgnoreCase(name))
                            .findFirst()
                            .orElseThrow(() -> invalid(
                                    deployment,
                                    "InvalidResourceType",
                                    "The resource type '" + name + "' could not be found in the namespace '"
                                            + namespace.path("namespace").asText() + "' for api version '"
                                            + each.apiVersion() + "'."));
            List<String> versions =
                    arm.types().apiVersions(namespace.path("namespace").asText() + "/" + known.getKey());
            if (!versions.contains(each.apiVersion())) {
                throw invalid(
                        deployment,
                        "NoRegisteredProviderFound",
                        "No registered resource provider found for location '"
                                + each.source().path("location").asText() + "' and API version '" + each.apiVersion()
                                + "' for type '" + known.getKey() + "'. The supported api-versions are '"
                                + String.join(", ", versions) + "'.");
            }
        }
    }

    /** After the last {@code providers}: of an extension resource its own. */
    private static String typeOf(String id) {
        String[] parts = id.substring(id.lastIndexOf("/providers/") + "/providers/".length())
                .split("/");
        StringBuilder type = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i += 2) {
            type.append('/').append(parts[i]);
        }
        return type.toString();
    }

    private static ArmRefusal invalid(String deployment, String code, String message) {
        return new ArmRefusal(
                        400,
                        "InvalidTemplateDeployment",
                        "The template deployment '" + deployment
                                + "' is not valid according to the validation procedure. See inner errors for details.")
                .detail(code, message);
    }
}
