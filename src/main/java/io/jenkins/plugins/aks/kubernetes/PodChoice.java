package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Chooses a pod that can be talked to, and a container in it. */
public final class PodChoice {
    private static final String DEFAULT_CONTAINER = "kubectl.kubernetes.io/default-container";
    private static final List<String> LISTS = List.of("containers", "initContainers", "ephemeralContainers");

    private PodChoice() {}

    /** The path of the pods of a namespace, without a leading slash. */
    static String path(String namespace) {
        return "api/v1/namespaces/" + ApiResource.segment(namespace) + "/pods";
    }

    /** Ready, and not about to go away. */
    public static boolean isReady(JsonNode pod) {
        boolean ready =
                Readiness.condition(pod, "Ready").path("status").asText().equals("True");
        return ready && !pod.at("/metadata/deletionTimestamp").isTextual();
    }

    /** Of the Ready pods that are not being deleted the oldest, by name where they are equally old. */
    public static Optional<JsonNode> ready(Iterable<JsonNode> pods) {
        List<JsonNode> ready = new ArrayList<>();
        for (JsonNode pod : pods) {
            if (isReady(pod)) {
                ready.add(pod);
            }
        }
        return ready.stream()
                .min(Comparator.comparing((JsonNode pod) ->
                                pod.at("/metadata/creationTimestamp").asText())
                        .thenComparing(pod -> pod.at("/metadata/name").asText()));
    }

    /** What keeps pods from being Ready, for a heartbeat or an error; says so where there are none. */
    public static String unready(Iterable<JsonNode> pods) {
        List<String> seen = new ArrayList<>();
        for (JsonNode pod : pods) {
            String name = "pod " + pod.at("/metadata/name").asText();
            String phase = pod.at("/status/phase").asText("not yet seen");
            boolean going = pod.at("/metadata/deletionTimestamp").isTextual();
            seen.add(name + ": " + (going ? "being deleted" : PodTrouble.in(pod).orElse(phase)));
        }
        int most = Math.min(3, seen.size());
        return seen.isEmpty()
                ? "there is no pod"
                : String.join("; ", seen.subList(0, most)) + (seen.size() > most ? " and more" : "");
    }

    /**
     * The container that is meant: the named one, else the pod's default one, else its only one.
     *
     * @param wanted null or empty for none
     * @throws InvalidParameterException naming those there are
     */
    public static PodContainer container(JsonNode pod, String wanted) throws OperationException {
        List<String> names = new ArrayList<>();
        pod.at("/spec/containers").forEach(each -> names.add(each.path("name").asText()));
        boolean named = wanted != null && !wanted.isEmpty();
        if (named) {
            if (!has(pod, wanted)) {
                throw new InvalidParameterException(
                        "container",
                        wanted,
                        String.join(", ", names) + " (the containers of pod "
                                + pod.at("/metadata/name").asText() + ")",
                        "Correct the name.");
            }
            return new PodContainer(pod, wanted);
        }
        String usual =
                pod.path("metadata").path("annotations").path(DEFAULT_CONTAINER).asText();
        if (names.contains(usual)) {
            return new PodContainer(pod, usual);
        }
        if (names.size() != 1) {
            throw new InvalidParameterException(
                    "container",
                    null,
                    String.join(", ", names) + " (the containers of pod "
                            + pod.at("/metadata/name").asText() + ")",
                    "Say which one.");
        }
        return new PodContainer(pod, names.get(0));
    }

    /** Whether the container runs now, Ready or not. */
    public static boolean isRunning(JsonNode pod, String container) {
        for (String list : LISTS) {
            String statuses = list.substring(0, list.length() - 1) + "Statuses";
            for (JsonNode each : pod.path("status").path(statuses)) {
                if (each.path("name").asText().equals(container)) {
                    return each.at("/state/running").isObject();
                }
            }
        }
        return false;
    }

    /** Why a pod does not run, in its own words. */
    public static Optional<String> trouble(JsonNode pod) {
        return PodTrouble.in(pod);
    }

    private static boolean has(JsonNode pod, String container) {
        for (String list : LISTS) {
            for (JsonNode each : pod.path("spec").path(list)) {
                if (each.path("name").asText().equals(container)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The number of a container's port in a pod.
     *
     * @param port a number, or the name that a container of the pod gives one
     */
    public static int port(JsonNode pod, String port) throws OperationException {
        if (port.matches("\\d{1,5}")) {
            return Integer.parseInt(port);
        }
        List<String> names = new ArrayList<>();
        for (JsonNode container : pod.at("/spec/containers")) {
            for (JsonNode each : container.path("ports")) {
                names.add(each.path("name").asText());
                if (each.path("name").asText().equals(port)) {
                    return each.path("containerPort").asInt();
                }
            }
        }
        throw new OperationException("pod " + pod.at("/metadata/namespace").asText() + "/"
                + pod.at("/metadata/name").asText() + " has no port named " + port + "; its named ports: "
                + String.join(", ", names) + ". Give the number or one of the names.");
    }
}
