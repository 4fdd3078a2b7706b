package io.jenkins.plugins.aks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A manifest as the registry keeps it, byte for byte; its digest was computed of these bytes. */
public final class Manifest {
    private final String mediaType;
    private final String digest;
    private final byte[] bytes;
    private final JsonNode json;

    Manifest(String mediaType, String digest, byte[] bytes, JsonNode json) {
        this.mediaType = mediaType;
        this.digest = digest;
        this.bytes = bytes.clone();
        this.json = json;
    }

    /** One that is to be pushed. */
    public static Manifest of(String mediaType, byte[] bytes) {
        return new Manifest(mediaType, Digests.sha256(bytes), bytes, Json.lenient(bytes));
    }

    public String mediaType() {
        return mediaType;
    }

    public String digest() {
        return digest;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** A copy. */
    public JsonNode json() {
        return json.deepCopy();
    }

    public Descriptor descriptor() {
        return Descriptor.of(mediaType, digest, bytes.length);
    }

    /** The manifest that this one refers to, e.g. the image that a signature is of. */
    public Optional<Descriptor> subject() {
        JsonNode subject = json.path("subject");
        return subject.isObject() ? Optional.of(Descriptor.read(subject)) : Optional.empty();
    }

    /** As a list of referrers shows it: with its artifact type (else its configuration's type) and its annotations. */
    public Descriptor referrer() {
        String type = json.path("artifactType").asText("");
        if (type.isEmpty()) {
            type = json.at("/config/mediaType").asText("");
        }
        Map<String, String> annotations = new TreeMap<>();
        json.path("annotations")
                .fields()
                .forEachRemaining(field ->
                        annotations.put(field.getKey(), field.getValue().asText()));
        return new Descriptor(mediaType, digest, bytes.length, type, annotations);
    }

    @Override
    public String toString() {
        return mediaType + " " + digest;
    }
}
