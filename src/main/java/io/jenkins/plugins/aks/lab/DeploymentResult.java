package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code azureDeploy} returns: outputs by name, without those that the template declares as secure. */
final class DeploymentResult {
    private DeploymentResult() {}

    static Map<String, Object> of(JsonNode deployment, boolean changed) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each :
                deployment.at("/properties/outputs").properties()) {
            JsonNode value = each.getValue().path("value");
            if (!value.isMissingNode() && !value.isNull()) {
                outputs.put(each.getKey(), JsonValues.value(value));
            }
        }
        List<Object> resources = new ArrayList<>();
        deployment
                .at("/properties/outputResources")
                .forEach(each -> resources.add(each.path("id").asText()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", deployment.path("id").asText());
        result.put("name", deployment.path("name").asText());
        result.put("outputs", outputs);
        result.put("resources", resources);
        result.put("changed", changed);
        return result;
    }
}
