package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.WebResponse;
import io.jenkins.plugins.aks.sandbox.template.PlannedResource;
import io.jenkins.plugins.aks.sandbox.template.Runtime;
import io.jenkins.plugins.aks.sandbox.template.TemplateException;
import java.util.List;

/** What {@code reference} gives: the state of a resource as it is by now. */
final class References implements Runtime {
    private final Asking asking;
    private final List<PlannedResource> resources;

    References(Asking asking, List<PlannedResource> resources) {
        this.asking = asking;
        this.resources = resources;
    }

    @Override
    public JsonNode reference(String target, String apiVersion, boolean full) {
        List<PlannedResource> found = PlannedResource.named(resources, target);
        if (found.isEmpty() && !target.startsWith("/")) {
            throw new TemplateException("The resource referenced '" + target
                    + "' is not defined in the template. Please see https://aka.ms/arm-functions for usage details.");
        }
        String id = found.isEmpty() ? target : found.get(0).id();
        String version = apiVersion.isEmpty() && !found.isEmpty() ? found.get(0).apiVersion() : apiVersion;
        if (version.isEmpty()) {
            throw new TemplateException(
                    "The resource '" + target + "' referenced is not defined in the template, so that"
                            + " the function 'reference' needs an api-version. Please see https://aka.ms/arm-functions for usage"
                            + " details.");
        }
        WebResponse response = asking.ask("GET", id, version, "");
        if (!Asking.isGood(response)) {
            ObjectNode error = Errors.in(response);
            throw new TemplateException(
                    error.path("code").asText() + ": " + error.path("message").asText());
        }
        ObjectNode resource = Asking.json(response);
        if (full) {
            resource.put("apiVersion", version);
        }
        return full ? resource : resource.withObjectProperty("properties");
    }
}
