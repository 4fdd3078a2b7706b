package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ClusterView;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.shell.LiveScript;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Where the loop of a container is. */
record LiveState(
        String namespace, String pod, String uid, String container, Instant startedAt, LiveScript.State script) {

    static LiveState start(ExecCall call) {
        return new LiveState(
                call.namespace(),
                Meta.name(call.pod()),
                Meta.uid(call.pod()),
                call.container(),
                call.cluster().now(),
                LiveScript.start(call));
    }

    static LiveState read(JsonNode document) {
        Map<String, String> variables = new TreeMap<>();
        document.path("variables")
                .properties()
                .forEach(each -> variables.put(each.getKey(), each.getValue().asText()));
        LiveScript.State script = new LiveScript.State(
                document.path("part").asInt(),
                variables,
                document.path("status").asInt(),
                document.path("errexit").asBoolean(),
                Duration.ofNanos(document.path("time").asLong()));
        return new LiveState(
                Json.text(document, "namespace"),
                Json.text(document, "pod"),
                Json.text(document, "uid"),
                Json.text(document, "container"),
                Instant.parse(Json.text(document, "startedAt")),
                script);
    }

    ObjectNode document() {
        ObjectNode document = Json.object().put("namespace", namespace).put("pod", pod);
        document.put("uid", uid).put("container", container).put("startedAt", startedAt.toString());
        document.put("part", script.part()).put("status", script.status()).put("errexit", script.errexit());
        document.put("time", script.time().toNanos());
        script.variables().forEach(Json.child(document, "variables")::put);
        return document;
    }

    LiveState after(LiveScript.State next) {
        return new LiveState(namespace, pod, uid, container, startedAt, next);
    }

    /** When its next round is. */
    Instant due(ClusterView view) {
        return startedAt.plus(view.real(script.time()));
    }

    /** The same at a later time. */
    LiveState skipTo(Instant moment, LiveView view) {
        Duration simulated = view.simulated(Duration.between(startedAt, moment));
        boolean behind = simulated.compareTo(script.time()) > 0;
        return after(new LiveScript.State(
                script.part(),
                script.variables(),
                script.status(),
                script.errexit(),
                behind ? simulated : script.time()));
    }

    static String prefix(ClusterView view) {
        return "k8s/" + view.key() + "/live/";
    }

    String key(ClusterView view) {
        return prefix(view) + uid + "/" + container;
    }
}
