package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import java.util.List;

/** What {@code kubectl get pods} shows. */
final class PodColumns {
    static final List<Column> COLUMNS = List.of(
            Column.NAME,
            Column.text("Ready", (pod, now) -> ready(pod)),
            Column.text("Status", (pod, now) -> status(pod)),
            Column.text("Restarts", (pod, now) -> Long.toString(restarts(pod))),
            Column.AGE,
            Column.wideField("IP", "<none>", "status", "podIP"),
            Column.wideField("Node", "<none>", "spec", "nodeName"),
            Column.wideField("Nominated Node", "<none>", "status", "nominatedNodeName"),
            Column.wide("Readiness Gates", (pod, now) -> "<none>"));

    private PodColumns() {}

    private static String ready(JsonNode pod) {
        int ready = 0;
        for (JsonNode container : Json.at(pod, "status", "containerStatuses")) {
            ready += container.path("ready").asBoolean() ? 1 : 0;
        }
        for (JsonNode container : Json.at(pod, "status", "initContainerStatuses")) {
            boolean sidecar = Pods.isSidecar(PodSpecs.container(pod, Json.text(container, "name")));
            ready += sidecar && container.path("ready").asBoolean() ? 1 : 0;
        }
        return ready + "/" + Pods.lasting(pod).size();
    }

    /** The most telling reason of the containers, or the phase. */
    static String status(JsonNode pod) {
        if (Meta.deleting(pod)) {
            return "Terminating";
        }
        String reason = Json.text(pod, "status", "reason");
        String status = reason.isEmpty() ? Json.text(pod, "status", "phase") : reason;
        for (JsonNode container : Json.at(pod, "status", "containerStatuses")) {
            String waiting = Json.text(container, "state", "waiting", "reason");
            String ended = Json.text(container, "state", "terminated", "reason");
            status = !waiting.isEmpty() ? waiting : !ended.isEmpty() ? ended : status;
        }
        boolean initializing = status.equals("PodInitializing");
        return initializing ? "Init:0/" + Json.at(pod, "spec", "initContainers").size() : status;
    }

    private static long restarts(JsonNode pod) {
        long restarts = 0;
        for (JsonNode container : Json.at(pod, "status", "containerStatuses")) {
            restarts += container.path("restartCount").asLong();
        }
        return restarts;
    }
}
