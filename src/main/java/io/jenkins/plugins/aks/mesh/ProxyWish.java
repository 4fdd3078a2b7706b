package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What a pod is to have of the mesh.
 *
 * @param revision of its proxy; empty for no proxy
 */
record ProxyWish(String revision) {
    static final String PROXY = "istio-proxy";

    private static final String INJECT = "sidecar.istio.io/inject";

    /** With Kubernetes 1.33 and later the proxy is an init container that goes on running. */
    private static final List<String> LISTS = List.of("containers", "initContainers");

    boolean isOn() {
        return !revision.isEmpty();
    }

    /** Whether the pod was made as wished; its proxy may not be ready yet. */
    boolean isMet(JsonNode pod) {
        boolean has = hasProxy(pod);
        String of =
                pod.path("metadata").path("annotations").path(Revision.LABEL).asText();
        return isOn() ? has && (of.isEmpty() || of.equals(revision)) : !has;
    }

    static boolean hasProxy(JsonNode pod) {
        return LISTS.stream()
                .flatMap(list -> java.util.stream.StreamSupport.stream(
                        pod.path("spec").path(list).spliterator(), false))
                .anyMatch(container -> container.path("name").asText().equals(PROXY));
    }

    static boolean isProxyReady(JsonNode pod) {
        for (String list : List.of("containerStatuses", "initContainerStatuses")) {
            for (JsonNode status : pod.path("status").path(list)) {
                if (status.path("name").asText().equals(PROXY)) {
                    return status.path("ready").asBoolean();
                }
            }
        }
        return false;
    }

    /** Why a restart changes nothing for a pod; empty where it does. */
    static String exception(JsonNode pod) {
        JsonNode metadata = pod.path("metadata");
        if (pod.at("/spec/hostNetwork").asBoolean()) {
            return "it is on the host's network, where the mesh puts no proxy";
        }
        boolean out = metadata.path("labels").path(INJECT).asText().equals("false")
                || metadata.path("annotations").path(INJECT).asText().equals("false");
        if (out) {
            return "it asks to be left out: " + INJECT + "=false";
        }
        JsonNode owner = NamespacePods.controller(pod);
        String kind = owner.path("kind").asText();
        return switch (kind) {
            case "ReplicaSet", "StatefulSet", "DaemonSet" -> "";
            case "" -> "it is a pod of its own: delete it and make it again";
            case "Job" -> "it is of Job " + owner.path("name").asText() + ", whose next run follows the label";
            default -> "it is of " + kind + " " + owner.path("name").asText() + ": restart that by its own means";
        };
    }
}
