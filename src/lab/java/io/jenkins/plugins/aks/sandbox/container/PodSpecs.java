package io.jenkins.plugins.aks.sandbox.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/** Reads the containers of a pod. */
public final class PodSpecs {
    private static final List<String> LISTS = List.of("containers", "initContainers", "ephemeralContainers");

    private PodSpecs() {}

    /** A container, init container or ephemeral container; missing where there is none of this name. */
    public static JsonNode container(JsonNode pod, String name) {
        return named(pod.path("spec"), "", name);
    }

    /** The status of a container; missing while its node has not reported one. */
    public static JsonNode status(JsonNode pod, String name) {
        return named(pod.path("status"), "Statuses", name);
    }

    private static JsonNode named(JsonNode lists, String kind, String name) {
        for (String list : LISTS) {
            String key = kind.isEmpty() ? list : list.substring(0, list.length() - 1) + kind;
            for (JsonNode container : lists.path(key)) {
                if (container.path("name").asText().equals(name)) {
                    return container;
                }
            }
        }
        return MissingNode.getInstance();
    }
}
