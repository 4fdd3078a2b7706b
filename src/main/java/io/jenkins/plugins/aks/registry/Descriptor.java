package io.jenkins.plugins.aks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names content by its digest (OCI image specification, content descriptor).
 *
 * @param size in bytes
 * @param artifactType empty where there is none
 */
public record Descriptor(
        String mediaType, String digest, long size, String artifactType, Map<String, String> annotations) {

    public Descriptor {
        annotations = Map.copyOf(annotations);
    }

    public static Descriptor of(String mediaType, String digest, long size) {
        return new Descriptor(mediaType, digest, size, "", Map.of());
    }

    static Descriptor read(JsonNode node) {
        Map<String, String> annotations = new TreeMap<>();
        node.path("annotations")
                .fields()
                .forEachRemaining(field ->
                        annotations.put(field.getKey(), field.getValue().asText()));
        return new Descriptor(
                node.path("mediaType").asText(""),
                node.path("digest").asText(""),
                node.path("size").asLong(-1),
                node.path("artifactType").asText(""),
                annotations);
    }

    /** With the artifact type and the annotations, where there are any. */
    public ObjectNode json() {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("mediaType", mediaType).put("digest", digest).put("size", size);
        if (!artifactType.isEmpty()) {
            node.put("artifactType", artifactType);
        }
        if (!annotations.isEmpty()) {
            ObjectNode all = node.putObject("annotations");
            new TreeMap<>(annotations).forEach(all::put);
        }
        return node;
    }
}
