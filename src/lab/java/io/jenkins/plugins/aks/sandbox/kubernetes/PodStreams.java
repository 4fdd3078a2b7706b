package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import io.undertow.util.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** The streams into containers: exec, attach, log and port-forward. */
final class PodStreams {
    private static final Pattern PATH =
            Pattern.compile("/api/v1/namespaces/[^/]+/pods/[^/]+/(exec|attach|log|portforward)");

    private final PodLogs logs;
    private final StreamUpgrades upgrades;

    PodStreams(Executor executor) {
        this.logs = new PodLogs(executor);
        this.upgrades = new StreamUpgrades(executor);
    }

    static boolean wants(Request request) {
        return PATH.matcher(request.path()).matches();
    }

    void serve(Request request, Cluster cluster, Target target, ObjectNode pod) throws Exception {
        Optional<ApiError> unheard = unheard(cluster, Json.text(pod, "spec", "nodeName"));
        if (unheard.isPresent()) {
            throw unheard.get();
        }
        if (target.subresource().equals("log")) {
            if (!request.method().equals("GET")) {
                throw ApiError.methodNotAllowed();
            }
            logs.serve(request, cluster, pod);
            return;
        }
        if (!request.wantsWebSocket() && !request.wantsSpdy()) {
            throw ApiError.badRequest("Upgrade request required");
        }
        if (Json.text(pod, "spec", "nodeName").isEmpty()) {
            throw ApiError.badRequest("pod " + Meta.name(pod) + " does not have a host assigned");
        }
        if (target.subresource().equals("portforward")) {
            upgrades.forward(request, cluster, pod);
            return;
        }
        String container = container(pod, request.query().text("container"));
        if (!Json.at(PodSpecs.status(pod, container), "state", "running").isObject()) {
            refuse(request, "container not found (\"" + container + "\")");
            return;
        }
        upgrades.exec(request, cluster, pod, container, target.subresource().equals("attach"));
    }

    /** Why nobody at the pod's node answers; empty where somebody does, or the pod has no node yet. */
    private static Optional<ApiError> unheard(Cluster cluster, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<ObjectNode> node = cluster.view().get("Node", "", name);
        if (node.isEmpty()) {
            return Optional.of(ApiError.notFound(ControlPlane.NODES, name));
        }
        boolean silent = StorageFacts.of(cluster.view().store()).concerns("unreachable", name);
        String address = Json.text(Json.at(node.get(), "status", "addresses").path(0), "address");
        return silent
                ? Optional.of(ApiError.of(
                        500,
                        "InternalError",
                        "error dialing backend: dial tcp " + address + ":10250: connect: no route to host"))
                : Optional.empty();
    }

    /** What a kubelet says in plain text instead of upgrading the connection. */
    private static void refuse(Request request, String why) {
        request.exchange().setStatusCode(500);
        request.exchange().getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
        request.exchange().getResponseSender().send(why);
    }

    /** The container that is meant; one must be named where there are several. */
    static String container(JsonNode pod, String wanted) {
        List<String> names = new ArrayList<>();
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            names.add(Json.text(container, "name"));
        }
        if (wanted.isEmpty()) {
            if (names.size() > 1) {
                throw ApiError.badRequest("a container name must be specified for pod " + Meta.name(pod)
                        + ", choose one of: [" + String.join(" ", names) + "]");
            }
            return names.get(0);
        }
        if (PodSpecs.container(pod, wanted).isMissingNode()) {
            throw ApiError.badRequest("container " + wanted + " is not valid for pod " + Meta.name(pod));
        }
        return wanted;
    }
}
