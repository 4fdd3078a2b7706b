package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What controllers work with: the objects, time and events, and writing as the server itself. */
final class ControlPlane {
    static final ResourceType PODS = BuiltInTypes.kind("Pod");
    static final ResourceType NODES = BuiltInTypes.kind("Node");

    private final ObjectStore objects;
    private final Admission admission;
    private final Births births;
    private final Deletes deletes;
    private final Events events;
    private final Delays delays;
    private Instant due = Instant.MAX;

    ControlPlane(
            ObjectStore objects, Admission admission, Births births, Deletes deletes, Events events, Delays delays) {
        this.objects = objects;
        this.admission = admission;
        this.births = births;
        this.deletes = deletes;
        this.events = events;
        this.delays = delays;
    }

    ObjectStore objects() {
        return objects;
    }

    Events events() {
        return events;
    }

    Delays delays() {
        return delays;
    }

    Instant now() {
        return delays.now();
    }

    List<ObjectNode> list(ResourceType type) {
        return objects.list(type, "");
    }

    List<ObjectNode> list(ResourceType type, String namespace) {
        return objects.list(type, namespace);
    }

    Optional<ObjectNode> get(ResourceType type, String namespace, String name) {
        return objects.get(ObjectKey.of(type, namespace, name));
    }

    List<ObjectNode> podsOf(JsonNode owner) {
        return objects.list(PODS, Meta.namespace(owner), pod -> Meta.controlledBy(pod, owner));
    }

    ObjectNode create(ResourceType type, ObjectNode object) {
        births.stamp(type, object);
        Defaults.fill(type, object);
        JsonNode status = object.path("status").deepCopy();
        admission.create(type, object);
        if (!status.isMissingNode()) {
            object.set("status", status);
        }
        return objects.put(ObjectKey.of(type, object), object);
    }

    /**
     * Creates a pod for its owner; where that is refused, as by a quota, an event of the owner says why.
     *
     * @return empty where it was refused
     */
    Optional<ObjectNode> createPod(String component, JsonNode owner, ObjectNode pod) {
        try {
            return Optional.of(create(PODS, pod));
        } catch (ApiError refused) {
            events.warningOnce(component, owner, "FailedCreate", "Error creating: " + refused.getMessage());
            return Optional.empty();
        }
    }

    /** Stores the object if it is not stored like this already, so that a settled cluster stays settled. */
    void save(ResourceType type, ObjectNode object) {
        ObjectKey key = ObjectKey.of(type, object);
        Optional<ObjectNode> stored = objects.get(key);
        if (stored.isPresent() && !stored.get().equals(object)) {
            objects.put(key, object);
        }
    }

    void delete(ResourceType type, JsonNode object) {
        Target target = new Target(type, Meta.namespace(object), Meta.name(object), "");
        if (objects.get(target.key()).isPresent() && !Meta.deleting(object)) {
            deletes.delete(target, DeleteOptions.background());
        }
    }

    /** As a client asked for it. */
    void deletes(JsonNode pod, DeleteOptions options) {
        deletes.delete(new Target(PODS, Meta.namespace(pod), Meta.name(pod), ""), options);
    }

    /** Without grace and finalizers. */
    void remove(ResourceType type, JsonNode object) {
        ObjectKey key = ObjectKey.of(type, object);
        if (objects.get(key).isPresent()) {
            objects.remove(key);
        }
    }

    String suffix(String seed) {
        return births.suffix(seed, 5);
    }

    /** Whether a moment has come; if not, the cluster wakes up then. */
    boolean reached(Instant moment) {
        if (!moment.isAfter(now())) {
            return true;
        }
        due = moment.isBefore(due) ? moment : due;
        return false;
    }

    Instant takeDue() {
        Instant next = due;
        due = Instant.MAX;
        return next;
    }
}
