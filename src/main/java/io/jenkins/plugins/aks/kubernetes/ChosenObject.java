package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An object that a step is about.
 *
 * @param namespace empty for kinds that live in none
 * @param live as the API server has it; missing where it does not exist
 */
public record ChosenObject(ApiResource kind, String namespace, String name, JsonNode live) {

    public String path() {
        return kind.path(namespace, name);
    }

    /** e.g. {@code Deployment pets/web}. */
    public String subject() {
        return kind.kind() + " " + (kind.namespaced() ? namespace + "/" : "") + name;
    }
}
