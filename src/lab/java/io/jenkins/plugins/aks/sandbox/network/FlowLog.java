package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.ArrayList;
import java.util.List;

/** The newest events of a cluster's flows, in a ring of documents so that one more event does not write all of them. */
public final class FlowLog {
    /** How many events are kept at least. */
    public static final int KEPT = 4096;

    private static final int SEGMENT = 64;

    private final Store store;
    private final String prefix;

    public FlowLog(Store store, String cluster) {
        this.store = store;
        this.prefix = "k8s/" + cluster + "/network/flows/";
    }

    /** An event and its number, which only grows. */
    public record Entry(long number, JsonNode event) {}

    public void append(List<ObjectNode> events) {
        synchronized (FlowLog.class) {
            long next = next();
            for (ObjectNode event : events) {
                String key = key(next / SEGMENT);
                ObjectNode segment = store.get(key).orElseGet(JsonNodeFactory.instance::objectNode);
                segment.withArray("events").add(event);
                store.put(key, segment);
                next++;
                if (next % SEGMENT == 1) {
                    store.delete(key(next / SEGMENT - KEPT / SEGMENT - 1));
                }
            }
            store.put(prefix + "head", JsonNodeFactory.instance.objectNode().put("next", next));
        }
    }

    /** The number that the next event will have. */
    public long next() {
        return store.get(prefix + "head")
                .map(head -> head.path("next").asLong())
                .orElse(0L);
    }

    /** What is kept from a number on, the oldest first. */
    public List<Entry> from(long number) {
        synchronized (FlowLog.class) {
            long next = next();
            List<Entry> found = new ArrayList<>();
            long first = Math.max(number, Math.max(0, next - KEPT));
            for (long segment = first / SEGMENT; segment * SEGMENT < next; segment++) {
                JsonNode events = store.get(key(segment))
                        .map(document -> document.path("events"))
                        .orElseGet(JsonNodeFactory.instance::arrayNode);
                for (int i = 0; i < events.size(); i++) {
                    long each = segment * SEGMENT + i;
                    if (each >= first) {
                        found.add(new Entry(each, events.get(i)));
                    }
                }
            }
            return found;
        }
    }

    private String key(long segment) {
        return prefix + String.format("%010d", Math.max(0, segment));
    }
}
