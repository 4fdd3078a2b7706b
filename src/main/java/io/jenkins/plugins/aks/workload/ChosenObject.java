package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiResource;

/**
 * An object that a step is about.
 *
 * @param namespace empty for kinds that live in none
 * @param live as the API server has it; missing where it does not exist
 */
record ChosenObject(ApiResource kind, String namespace, String name, JsonNode live) {

    String path() {
        return kind.path(namespace, name);
    }

    /** e.g. {@code Deployment pets/web}. */
    String subject() {
        return kind.kind() + " " + (kind.namespaced() ? namespace + "/" : "") + name;
    }
}
