package io.jenkins.plugins.aks.sandbox.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A file on a volume to which a server only ever appends, as a database does to its log. Each record says from when on it
 * lies on the disk itself: one that the server has not yet synced is lost with the machine.
 *
 * @param prefix of its keys in the store
 */
public record VolumeJournal(Store store, String prefix) {
    private static final String RECORDS = "records/";
    private static final String IDENTITY = "identity";
    private static final String KEPT = "kept";

    /** Another one after anything was lost; empty where there is none. */
    public Optional<String> identity() {
        return store.get(prefix + IDENTITY).map(document -> document.path("id").asText());
    }

    /** Makes an empty one. */
    public void create() {
        store.put(prefix + IDENTITY, document().put("id", UUID.randomUUID().toString()));
    }

    public List<ObjectNode> records() {
        return new ArrayList<>(store.under(prefix + RECORDS).values());
    }

    /**
     * @param number counted from 0
     * @param kept from when on it survives the machine
     */
    public void append(long number, ObjectNode record, Instant kept) {
        store.put(prefix + RECORDS + String.format("%012d", number), record.put(KEPT, kept.toString()));
    }

    /** Whatever of the journals below {@code prefix} was not on the disk at a moment is lost. */
    public static void cut(Store store, String prefix, Instant moment) {
        store.under(prefix).forEach((key, document) -> {
            if (key.endsWith("/" + IDENTITY)) {
                store.put(key, document().put("id", UUID.randomUUID().toString()));
            } else if (Instant.parse(document.path(KEPT).asText("1970-01-01T00:00:00Z"))
                    .isAfter(moment)) {
                store.delete(key);
            }
        });
    }

    private static ObjectNode document() {
        return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    }
}
