package io.jenkins.plugins.aks.sandbox.container.tools;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The values of a ConfigMap or a Secret. */
final class ObjectData {
    private ObjectData() {}

    static Map<String, String> of(JsonNode object) {
        Map<String, String> data = new TreeMap<>();
        boolean secret = object.path("kind").asText().equals("Secret");
        object.path("data")
                .fields()
                .forEachRemaining(entry -> data.put(
                        entry.getKey(),
                        secret
                                ? PodFiles.decoded(entry.getValue().asText())
                                : entry.getValue().asText()));
        return data;
    }
}
