package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Writes v1 events; the same event about the same object is counted, not repeated. */
final class Events {
    private static final ResourceType TYPE = BuiltInTypes.kind("Event");

    private final ObjectStore objects;
    private final Delays delays;

    Events(ObjectStore objects, Delays delays) {
        this.objects = objects;
        this.delays = delays;
    }

    void normal(String component, JsonNode subject, String reason, String message) {
        record("Normal", component, subject, reason, message);
    }

    void warning(String component, JsonNode subject, String reason, String message) {
        record("Warning", component, subject, reason, message);
    }

    void normalOnce(String component, JsonNode subject, String reason, String message) {
        if (objects.get(key(subject, reason, message)).isEmpty()) {
            normal(component, subject, reason, message);
        }
    }

    /** For what is seen again and again: the first time counts. */
    void warningOnce(String component, JsonNode subject, String reason, String message) {
        if (objects.get(key(subject, reason, message)).isEmpty()) {
            warning(component, subject, reason, message);
        }
    }

    private static ObjectKey key(JsonNode subject, String reason, String message) {
        String namespace = Column.or(Meta.namespace(subject), "default");
        String name = Meta.name(subject) + "." + Births.letters(Meta.uid(subject) + reason + message, 13);
        return ObjectKey.of(TYPE, namespace, name);
    }

    private void record(String type, String component, JsonNode subject, String reason, String message) {
        ObjectKey key = key(subject, reason, message);
        Optional<ObjectNode> before = objects.get(key);
        ObjectNode event = before.orElseGet(() -> fresh(type, component, subject, reason, message, key));
        event.put("count", event.path("count").asInt() + 1);
        event.put("lastTimestamp", Meta.time(delays.now()));
        objects.put(key, event);
    }

    private ObjectNode fresh(
            String type, String component, JsonNode subject, String reason, String message, ObjectKey key) {
        String now = Meta.time(delays.now());
        ObjectNode event = Json.object().put("kind", "Event").put("apiVersion", "v1");
        Meta.of(event).put("name", key.name()).put("namespace", key.namespace());
        Meta.of(event)
                .put(
                        "uid",
                        java.util.UUID.nameUUIDFromBytes(key.path().getBytes()).toString());
        Meta.of(event).put("creationTimestamp", now);
        ObjectNode about = event.putObject("involvedObject");
        about.put("kind", Meta.kind(subject)).put("name", Meta.name(subject)).put("uid", subjectUid(subject));
        about.put("apiVersion", Json.text(subject, "apiVersion"));
        if (!Meta.namespace(subject).isEmpty()) {
            about.put("namespace", Meta.namespace(subject));
        }
        event.put("reason", reason).put("message", message).put("type", type).put("firstTimestamp", now);
        event.putObject("source").put("component", component);
        event.put("reportingComponent", component).put("reportingInstance", "");
        return event;
    }

    /** Kubelets name a node instead of its uid, and kubectl looks for that. */
    private static String subjectUid(JsonNode subject) {
        return Meta.kind(subject).equals("Node") ? Meta.name(subject) : Meta.uid(subject);
    }
}
