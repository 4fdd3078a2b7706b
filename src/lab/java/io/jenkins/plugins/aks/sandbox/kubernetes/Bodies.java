package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads request bodies: JSON, and YAML where the API takes it. */
final class Bodies {
    private Bodies() {}

    static ObjectNode object(byte[] body, String contentType) {
        String media = media(contentType);
        if (media.equals(Protobuf.MEDIA)) {
            return Protobuf.object(body);
        }
        boolean yaml = media.equals("application/yaml");
        if (!yaml && !media.isEmpty() && !media.equals("application/json")) {
            throw ApiError.unsupportedMedia(media, "application/json, application/yaml");
        }
        if (tree(body, yaml) instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.badRequest("the body of the request must be an object");
    }

    static JsonNode patch(byte[] body, String contentType) {
        return tree(body, media(contentType).endsWith("yaml"));
    }

    /** An empty body is an empty object: the options of a delete may be left out. */
    static JsonNode optional(byte[] body, String contentType) {
        if (body.length == 0) {
            return Json.object();
        }
        return media(contentType).equals(Protobuf.MEDIA) ? Protobuf.object(body) : tree(body, false);
    }

    /** The media type without its parameters. */
    static String media(String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip();
    }

    private static JsonNode tree(byte[] body, boolean yaml) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            return Json.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            if (!yaml) {
                throw ApiError.badRequest("the body of the request is not JSON: " + e.getOriginalMessage());
            }
        }
        try {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return Json.MAPPER.valueToTree(document);
        } catch (YAMLException e) {
            throw ApiError.badRequest("error decoding YAML: " + e.getMessage());
        }
    }
}
