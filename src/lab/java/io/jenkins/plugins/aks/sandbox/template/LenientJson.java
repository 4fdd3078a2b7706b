package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * JSON as Resource Manager reads deployments: with comments, strings over several lines, and names without quotes. The
 * Azure CLI sends the latter: it puts a template's text into the request as it is, under a bare {@code template:}.
 */
public final class LenientJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(
                    JsonReadFeature.ALLOW_JAVA_COMMENTS,
                    JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
                    JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .build();

    private LenientJson() {}

    /** @throws IllegalArgumentException if the text is no JSON object */
    public static ObjectNode parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException("a JSON object is expected");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not JSON: " + e.getOriginalMessage() + " at line "
                            + e.getLocation().getLineNr() + ", position "
                            + e.getLocation().getColumnNr(),
                    e);
        }
    }

    static JsonParser parser(String text) throws IOException {
        return MAPPER.createParser(text);
    }
}
