package io.jenkins.plugins.aks.cluster;

import com.azure.json.JsonSerializable;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** From the SDK's models to JSON. */
final class Models {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Models() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static ObjectNode json(JsonSerializable<?> model) {
        try {
            return (ObjectNode) MAPPER.readTree(model.toJsonString());
        } catch (IOException e) {
            throw new UncheckedIOException("a model that cannot be written as JSON: " + model.getClass(), e);
        }
    }
}
