package io.jenkins.plugins.aks.notation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bytes that are signed: the image's descriptor with the user's metadata as annotations.
 *
 * @param artifact what was signed
 * @param metadata the user's metadata, by key
 */
public record Payload(ArtifactDescriptor artifact, Map<String, String> metadata) {
    public static final String MEDIA_TYPE = "application/vnd.cncf.notary.payload.v1+json";
    /** Metadata keys of the specification's own. */
    public static final String RESERVED_PREFIX = "io.cncf.notary";

    public Payload {
        metadata = Map.copyOf(metadata);
    }

    /** In the field order of the reference implementation, so that the bytes are the same. */
    public byte[] encode() throws NotationException {
        for (String key : metadata.keySet()) {
            if (key.startsWith(RESERVED_PREFIX)) {
                throw new NotationException(
                        "error adding user metadata: metadata key " + key + " has reserved prefix " + RESERVED_PREFIX);
            }
        }
        ObjectNode root = Json.MAPPER.createObjectNode();
        ObjectNode target = root.putObject("targetArtifact");
        target.put("mediaType", artifact.mediaType());
        target.put("digest", artifact.digest());
        target.put("size", artifact.size());
        if (!metadata.isEmpty()) {
            ObjectNode annotations = target.putObject("annotations");
            new TreeMap<>(metadata).forEach(annotations::put);
        }
        try {
            return Json.MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new NotationException("The payload cannot be written", e);
        }
    }

    static Payload parse(byte[] bytes) throws NotationException {
        JsonNode target = read(bytes).path("targetArtifact");
        JsonNode mediaType = target.path("mediaType");
        JsonNode digest = target.path("digest");
        JsonNode size = target.path("size");
        if (!mediaType.isTextual() || !digest.isTextual() || !size.canConvertToLong() || !size.isIntegralNumber()) {
            throw new NotationException("the payload has no targetArtifact with mediaType, digest and size");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : target.path("annotations").properties()) {
            if (!entry.getValue().isTextual()) {
                throw new NotationException("the payload's annotation " + entry.getKey() + " is not text");
            }
            metadata.put(entry.getKey(), entry.getValue().textValue());
        }
        return new Payload(
                new ArtifactDescriptor(mediaType.textValue(), digest.textValue(), size.longValue()), metadata);
    }

    private static JsonNode read(byte[] bytes) throws NotationException {
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new NotationException("the payload is not JSON", e);
        }
    }
}
