package io.jenkins.plugins.aks.lab;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads ARM templates and parameter files. They may have comments and strings over several lines, as Azure allows
 * (azure-operations section 1). Bicep is told from JSON, since only its own compiler can read it.
 */
final class TemplateText {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Pattern BICEP = Pattern.compile(
            "(?m)^\\s*(param|resource|var|output|module|targetScope|metadata|using|func|type|@\\w+\\()[\\s'(=]");

    private static final String ALLOWED = "an ARM template as JSON";

    private TemplateText() {}

    /** Refuses a file that is Bicep by its name. */
    static void checkName(String parameter, String file) throws InvalidParameterException {
        String lower = file.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".bicep") || lower.endsWith(".bicepparam")) {
            String build = lower.endsWith("param") ? "build-params" : "build";
            throw new InvalidParameterException(
                    parameter,
                    file,
                    ALLOWED,
                    "Bicep needs its own compiler: make JSON of it with 'az bicep " + build + " --file " + file
                            + "' and give the JSON file.");
        }
    }

    /**
     * @param parameter the step's parameter that the text comes from
     * @param name what the error calls the text, e.g. the file
     */
    static ObjectNode template(String parameter, String name, String text) throws InvalidParameterException {
        if (!text.stripLeading().startsWith("{") && BICEP.matcher(text).find()) {
            String file = name.endsWith(".json") ? name.replaceFirst("json$", "bicep") : "main.bicep";
            throw new InvalidParameterException(
                    parameter,
                    name,
                    ALLOWED,
                    "This is Bicep, which needs its own compiler: make JSON of it with 'az bicep build --file " + file
                            + "' and give the JSON.");
        }
        ObjectNode template = object(parameter, name, text);
        String schema = template.path("$schema").asText("");
        if (!schema.isEmpty() && !schema.toLowerCase(Locale.ROOT).contains("/deploymenttemplate.json")) {
            throw new InvalidParameterException(
                    parameter,
                    name + " with the $schema " + schema,
                    "a template for a resource group ($schema …/deploymentTemplate.json#)",
                    "Deploy resource groups with azureGroup, and their contents with a template of their own.");
        }
        if (!template.path("resources").isContainerNode()) {
            throw new InvalidParameterException(
                    parameter, name, ALLOWED, "It has no 'resources', so it is no template: give another file.");
        }
        return template;
    }

    /** JSON, with line and column of what is wrong, and without quoting the text: it may hold secrets. */
    static ObjectNode object(String parameter, String name, String text) throws InvalidParameterException {
        JsonNode json;
        try {
            json = MAPPER.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new InvalidParameterException(
                    parameter,
                    name,
                    "JSON, with comments if you like",
                    "It is no JSON at line " + at.getLineNr() + ", column " + at.getColumnNr() + why(e)
                            + ". Correct it there.");
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidParameterException(parameter, name, "a JSON object", "Give another text.");
    }

    private static String why(JsonProcessingException problem) {
        String message = String.valueOf(problem.getOriginalMessage());
        if (message.startsWith("Duplicate field")) {
            return ": the same name appears twice in one object";
        }
        return message.startsWith("Unexpected end") ? ": the text ends too early" : "";
    }
}
