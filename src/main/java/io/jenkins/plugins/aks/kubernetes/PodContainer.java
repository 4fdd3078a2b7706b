package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A container of a pod that there is.
 *
 * @param pod as the API server had it
 */
public record PodContainer(JsonNode pod, String container) {

    public String namespace() {
        return pod.at("/metadata/namespace").asText();
    }

    public String name() {
        return pod.at("/metadata/name").asText();
    }

    public String uid() {
        return pod.at("/metadata/uid").asText();
    }

    /** As errors and the log name it. */
    public String subject() {
        return "container " + container + " of pod " + namespace() + "/" + name();
    }

    String path() {
        return PodChoice.path(namespace()) + "/" + ApiResource.segment(name());
    }
}
