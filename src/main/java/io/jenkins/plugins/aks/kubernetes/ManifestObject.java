package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One object of a manifest.
 *
 * @param json as it was written, without what only the API server sets
 * @param source where it stands, e.g. {@code k8s/store.yaml, line 14}
 */
public record ManifestObject(ObjectNode json, String source) {

    public String apiVersion() {
        return json.path("apiVersion").asText();
    }

    /** Empty for the core group. */
    public String group() {
        return apiVersion().contains("/")
                ? apiVersion().substring(0, apiVersion().indexOf('/'))
                : "";
    }

    public String kind() {
        return json.path("kind").asText();
    }

    public String name() {
        return json.at("/metadata/name").asText();
    }

    /** Empty where the manifest names none. */
    public String namespace() {
        return json.at("/metadata/namespace").asText();
    }

    /** e.g. {@code Deployment pets/order-service}, or {@code Namespace pets}. */
    public String subject() {
        return kind() + " " + (namespace().isEmpty() ? "" : namespace() + "/") + name();
    }

    /** Without the content: it may be a Secret's. */
    @Override
    public String toString() {
        return subject() + " (" + source + ")";
    }
}
