package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The objects of one cluster with their resource versions and the recent history for watches. Not thread-safe: the
 * {@link Cluster} guards it. What goes in and out is copied.
 */
final class ObjectStore {
    private static final int HISTORY = 5000;
    /** Versions are reserved in blocks, so that none is given twice after a kill and not each write stores a counter. */
    private static final int BLOCK = 1000;

    private final Store store;
    private final String prefix;
    private final TreeMap<String, ObjectNode> objects = new TreeMap<>();
    private final Set<String> uids = new HashSet<>();
    private final Map<String, Long> lastChanges = new HashMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;
    private long version;
    private long reserved;
    private long forgotten;

    ObjectStore(Store store, String cluster) {
        this.store = store;
        this.prefix = "k8s/" + cluster + "/";
        store.under(prefix + "objects/")
                .forEach((key, object) -> objects.put(key.substring((prefix + "objects/").length()), object));
        objects.values().forEach(object -> uids.add(Meta.uid(object)));
        version = store.get(prefix + "version")
                .map(doc -> doc.path("reserved").asLong())
                .orElse(0L);
        reserved = version;
        forgotten = version;
    }

    long version() {
        return version;
    }

    /** Changes up to this version are no longer known. */
    long forgotten() {
        return forgotten;
    }

    Optional<ObjectNode> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.path())).map(ObjectNode::deepCopy);
    }

    /** The objects of a type in a namespace, or in all with an empty namespace, by namespace and name. */
    List<ObjectNode> list(ResourceType type, String namespace) {
        return list(type, namespace, object -> true);
    }

    /** @param wanted looks at the stored object, to spare the copies of the others; it must not change it */
    List<ObjectNode> list(ResourceType type, String namespace, Predicate<JsonNode> wanted) {
        String from = ObjectKey.prefix(type, namespace);
        List<ObjectNode> found = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> entry : objects.tailMap(from, true).entrySet()) {
            if (!entry.getKey().startsWith(from)) {
                break;
            }
            if (wanted.test(entry.getValue())) {
                found.add(entry.getValue().deepCopy());
            }
        }
        return found;
    }

    /** Of all objects. */
    Set<String> uids() {
        return Collections.unmodifiableSet(uids);
    }

    /** The version of the last change of any object of a type since this was opened; zero where there was none. */
    long lastChange(ResourceType type) {
        return lastChanges.getOrDefault(ObjectKey.prefix(type), 0L);
    }

    /** Stores the object under a new resource version and returns it as stored. */
    ObjectNode put(ObjectKey key, ObjectNode object) {
        ObjectNode stored = object.deepCopy();
        Meta.of(stored).put("resourceVersion", Long.toString(next()));
        persist(key, stored);
        ObjectNode before = objects.put(key.path(), stored);
        if (before != null) {
            uids.remove(Meta.uid(before));
        }
        uids.add(Meta.uid(stored));
        remember(new Change(version, before == null ? "ADDED" : "MODIFIED", key, stored, before));
        return stored.deepCopy();
    }

    ObjectNode remove(ObjectKey key) {
        ObjectNode before = objects.get(key.path());
        ObjectNode last = before.deepCopy();
        Meta.of(last).put("resourceVersion", Long.toString(next()));
        store.delete(prefix + "objects/" + key.path());
        objects.remove(key.path());
        uids.remove(Meta.uid(before));
        remember(new Change(version, "DELETED", key, last, before));
        return last.deepCopy();
    }

    /** The cluster is gone: its watches end, and nothing of it is written any more. */
    void close() {
        closed = true;
        listeners.stream().filter(Watch.class::isInstance).forEach(listener -> ((Watch) listener).close());
    }

    List<Change> since(long from) {
        return history.stream().filter(change -> change.version() > from).toList();
    }

    void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<Change> listener) {
        listeners.remove(listener);
    }

    private void persist(ObjectKey key, ObjectNode object) {
        String path = prefix + "objects/" + key.path();
        if (!closed) {
            store.put(path, object);
        }
        // The cluster may have been deleted while this waited for the store.
        if (closed) {
            store.delete(path);
        }
    }

    private long next() {
        version++;
        if (version > reserved) {
            reserved = version + BLOCK;
            store.put(prefix + "version", Json.object().put("reserved", reserved));
        }
        return version;
    }

    private void remember(Change change) {
        lastChanges.put(change.key().prefix(), change.version());
        history.add(change);
        if (history.size() > HISTORY) {
            forgotten = history.remove().version();
        }
        listeners.forEach(listener -> listener.accept(change));
    }
}
