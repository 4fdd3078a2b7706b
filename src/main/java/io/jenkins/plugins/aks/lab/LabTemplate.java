package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.WhoAmI;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The built-in template {@code lab}: what the workshop's own template makes (W005-W008, azure-operations section 1), with
 * names that depend on the resource group alone.
 */
final class LabTemplate {
    static final String NAME = "lab";

    /** Those of its parameters that the step itself gives. */
    static final Set<String> OWN = Set.of("principalId", "principalType", "tags");

    private LabTemplate() {}

    static ObjectNode read() {
        try (InputStream in = LabTemplate.class.getResourceAsStream("lab.json")) {
            return (ObjectNode) new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in template cannot be read", e);
        }
    }

    /**
     * Adds the principal that deploys, and the tags. A lab that is there keeps the tags that it was made with: those of
     * each build differ, and would make every run a change.
     *
     * @param deployed the deployment of the same name
     */
    static void addOwn(AksSession session, ObjectNode parameters, Optional<ObjectNode> deployed)
            throws OperationException, TransientException {
        if (!parameters.has("principalId")) {
            WhoAmI caller = session.caller();
            parameters.putObject("principalId").put("value", caller.objectId());
            parameters.putObject("principalType").put("value", caller.principalType());
        }
        if (!parameters.has("tags")) {
            JsonNode before = deployed.<JsonNode>map(d -> d.at("/properties/parameters/tags/value"))
                    .filter(JsonNode::isObject)
                    .orElse(null);
            ObjectNode tags = parameters.putObject("tags");
            if (before != null) {
                tags.set("value", before);
            } else {
                ObjectNode value = tags.putObject("value");
                for (Map.Entry<String, String> tag : session.tags().entrySet()) {
                    value.put(tag.getKey(), tag.getValue());
                }
            }
        }
    }
}
