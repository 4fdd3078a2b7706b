package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One watch: the events for one client, in order. Filled under the cluster's lock, drained by the client's thread. */
final class Watch implements Consumer<Change> {
    private static final ObjectNode END = Json.object();

    private final BlockingQueue<ObjectNode> events = new LinkedBlockingQueue<>();
    private final Target target;
    private final Predicate<JsonNode> filter;
    private final Presentation form;
    private volatile boolean open = true;
    private long version;

    Watch(Target target, Predicate<JsonNode> filter, Presentation form) {
        this.target = target;
        this.filter = filter;
        this.form = form;
    }

    /** Begins with what is there when {@code from} is empty or 0, else with what happened after that version. */
    void start(ObjectStore objects, String from, boolean initialEvents) {
        long since = from.isEmpty() ? 0 : Long.parseLong(from);
        version = objects.version();
        if (since == 0 || initialEvents) {
            objects.list(target.type(), target.namespace()).stream()
                    .filter(filter)
                    .forEach(object -> add("ADDED", object));
        } else if (since < objects.forgotten()) {
            events.add(event(
                    "ERROR",
                    ApiError.expired("too old resource version: " + since + " (" + objects.forgotten() + ")")
                            .status()));
            close();
            return;
        } else {
            objects.since(since).forEach(this);
        }
        if (initialEvents) {
            events.add(bookmark(true));
        }
        objects.listen(this);
    }

    /** The next event; empty when there was none in time. */
    Optional<ObjectNode> next(long milliseconds) throws InterruptedException {
        ObjectNode event = events.poll(milliseconds, TimeUnit.MILLISECONDS);
        return event == END ? Optional.empty() : Optional.ofNullable(event);
    }

    /** False once it was closed and all that came before was taken. */
    boolean isOpen() {
        return open || events.stream().anyMatch(event -> event != END);
    }

    void close() {
        open = false;
        events.add(END);
    }

    /** Tells the client up to which version it has seen everything. */
    ObjectNode bookmark(boolean endOfInitial) {
        ObjectNode object = Json.object();
        object.put("kind", target.type().kind()).put("apiVersion", target.type().apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(version));
        metadata.putNull("creationTimestamp");
        if (endOfInitial) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        return event("BOOKMARK", object);
    }

    @Override
    public void accept(Change change) {
        version = Math.max(version, change.version());
        ObjectKey key = change.key();
        boolean mine = target.type().is(key.group(), key.plural())
                && (target.namespace().isEmpty() || target.namespace().equals(key.namespace()));
        if (!mine) {
            return;
        }
        boolean is = filter.test(change.object());
        boolean was = change.before() != null && filter.test(change.before());
        if (change.type().equals("DELETED") ? was : was && !is) {
            add("DELETED", change.object());
        } else if (is) {
            add(was ? "MODIFIED" : "ADDED", change.object());
        }
    }

    private void add(String type, ObjectNode object) {
        events.add(event(type, form.object(target.type(), object.deepCopy())));
    }

    private static ObjectNode event(String type, ObjectNode object) {
        ObjectNode event = Json.object().put("type", type);
        event.set("object", object);
        return event;
    }
}
