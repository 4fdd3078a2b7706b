package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.NodeScheduling;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the check looks at in the cluster, as it is now. */
final class FailoverView {
    private static final String POOL_LABEL = "kubernetes.azure.com/agentpool";
    private static final int SHOWN = 2;

    private final LiveObjects live;
    private final String namespace;

    FailoverView(KubernetesClient client, String namespace) {
        this.live = new LiveObjects(new ApiReader(client));
        this.namespace = namespace;
    }

    JsonNode pod(String name) throws OperationException, TransientException {
        return live.one(path("pods", name));
    }

    JsonNode claim(String name) throws OperationException, TransientException {
        return live.one(path("persistentvolumeclaims", name));
    }

    JsonNode set(String name) throws OperationException, TransientException {
        return live.one("apis/apps/v1/namespaces/" + namespace + "/statefulsets/" + name);
    }

    JsonNode volume(String name) throws OperationException, TransientException {
        return live.one("api/v1/persistentvolumes/" + name);
    }

    JsonNode node(String name) throws OperationException, TransientException {
        return live.one(NodeScheduling.path(name));
    }

    List<JsonNode> nodes(String pool) throws OperationException, TransientException {
        return live.list("api/v1/nodes", POOL_LABEL + "=" + pool);
    }

    /** The pods of all namespaces on a node. */
    JsonNode podsOn(String node) throws OperationException, TransientException {
        return live.one("api/v1/pods?fieldSelector=spec.nodeName%3D" + node).path("items");
    }

    /** How the volume is attached, and to which nodes. */
    List<JsonNode> attachments(String volume) throws OperationException, TransientException {
        return live.list("apis/storage.k8s.io/v1/volumeattachments", "").stream()
                .filter(each ->
                        each.at("/spec/source/persistentVolumeName").asText().equals(volume))
                .toList();
    }

    List<JsonNode> storageClasses() throws OperationException, TransientException {
        return live.list("apis/storage.k8s.io/v1/storageclasses", "");
    }

    /** The latest warnings about an object of the namespace, of two kinds at most; empty where there is none. */
    String warning(String name) throws OperationException, TransientException {
        String selector = "involvedObject.name%3D" + name + "%2Ctype%3DWarning";
        JsonNode events = live.one("api/v1/namespaces/" + namespace + "/events?fieldSelector=" + selector)
                .path("items");
        Map<String, JsonNode> latest = new TreeMap<>();
        for (JsonNode event : events) {
            latest.merge(
                    event.path("reason").asText(),
                    event,
                    (one, other) -> time(one).compareTo(time(other)) > 0 ? one : other);
        }
        return latest.values().stream()
                .sorted(Comparator.comparing(FailoverView::time).reversed())
                .limit(SHOWN)
                .map(event -> event.path("reason").asText() + ": "
                        + event.path("message").asText())
                .collect(Collectors.joining("; "));
    }

    private static String time(JsonNode event) {
        String last = event.path("lastTimestamp").asText("");
        return last.isEmpty() ? event.path("eventTime").asText("") : last;
    }

    private String path(String plural, String name) {
        return path(namespace, plural, name);
    }

    static String path(String namespace, String plural, String name) {
        return "api/v1/namespaces/" + namespace + "/" + plural + "/" + name;
    }

    static String pool(JsonNode node) {
        JsonNode labels = node.at("/metadata/labels");
        return labels.path(POOL_LABEL).asText(labels.path("agentpool").asText(""));
    }

    static boolean isReady(JsonNode object) {
        return condition(object, "Ready").path("status").asText().equals("True");
    }

    static boolean isLeaving(JsonNode object) {
        return object.at("/metadata/deletionTimestamp").isTextual();
    }

    static String uid(JsonNode object) {
        return object.at("/metadata/uid").asText();
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** Since when a condition is true; empty where it is not. */
    static Optional<Instant> since(JsonNode object, String type) {
        JsonNode condition = condition(object, type);
        return condition.path("status").asText().equals("True")
                ? instant(condition.path("lastTransitionTime"))
                : Optional.empty();
    }

    static Optional<Instant> instant(JsonNode time) {
        return time.isTextual() ? Optional.of(Instant.parse(time.asText())) : Optional.empty();
    }

    static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
