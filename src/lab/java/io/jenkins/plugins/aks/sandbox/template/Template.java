package io.jenkins.plugins.aks.sandbox.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An ARM template whose sections are known to be of the right shape. */
public final class Template {
    private static final Set<String> SECTIONS = Set.of(
            "$schema",
            "languageVersion",
            "contentVersion",
            "apiProfile",
            "metadata",
            "definitions",
            "parameters",
            "functions",
            "variables",
            "resources",
            "outputs");

    private final ObjectNode json;

    private Template(ObjectNode json) {
        this.json = json;
    }

    /** @throws TemplateException for a section that is missing, unknown, or of another type */
    public static Template of(JsonNode json) {
        if (!(json instanceof ObjectNode object)) {
            throw new TemplateException("Required property 'template' not found in JSON.");
        }
        for (Map.Entry<String, JsonNode> section : object.properties()) {
            if (!SECTIONS.contains(section.getKey())) {
                throw new TemplateException("Could not find member '" + section.getKey()
                        + "' on object of type 'Template'. Path '" + section.getKey() + "'.");
            }
        }
        for (String needed : List.of("$schema", "contentVersion", "resources")) {
            if (!object.has(needed)) {
                throw new TemplateException("Required property '" + needed + "' not found in JSON. Path ''.");
            }
        }
        for (String section : List.of("parameters", "variables", "outputs")) {
            if (object.has(section) && !object.get(section).isObject()) {
                throw new TemplateException("Cannot deserialize the section '" + section
                        + "': a JSON object is required. Path '" + section + "'.");
            }
        }
        return new Template(object);
    }

    public ObjectNode json() {
        return json;
    }

    ObjectNode parameters() {
        return section("parameters");
    }

    public ObjectNode outputs() {
        return section("outputs");
    }

    JsonNode functions() {
        return json.path("functions");
    }

    /** An array, or an object by symbolic name. */
    JsonNode resources() {
        return json.path("resources");
    }

    /** What a parameter's or output's type says, after what it refers to in {@code definitions}. */
    JsonNode typed(JsonNode declaration) {
        String reference = declaration.path("$ref").asText();
        if (!reference.startsWith("#/definitions/")) {
            return declaration;
        }
        JsonNode definition = json.path("definitions").path(reference.substring("#/definitions/".length()));
        if (definition.isMissingNode()) {
            throw new TemplateException("The type definition '" + reference + "' is not found in the template.");
        }
        ObjectNode both = ((ObjectNode) typed(definition)).deepCopy();
        both.setAll((ObjectNode) declaration.deepCopy());
        return both;
    }

    JsonNode variable(String name) {
        for (JsonNode loop : section("variables").path("copy")) {
            if (loop.path("name").asText().equalsIgnoreCase(name)) {
                return loop;
            }
        }
        return name.equalsIgnoreCase("copy") ? null : Values.member(section("variables"), name);
    }

    boolean isVariableLoop(String name) {
        for (JsonNode loop : section("variables").path("copy")) {
            if (loop.path("name").asText().equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private ObjectNode section(String name) {
        return json.get(name) instanceof ObjectNode object ? object : Json.object();
    }
}
