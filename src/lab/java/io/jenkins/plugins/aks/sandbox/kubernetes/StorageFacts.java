package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * How long things take with volumes and nodes, and what goes wrong with which: the document {@code storage}. Its lists hold
 * names of claims ({@code neverAttached}, {@code neverDetached}, {@code damagedByMove}), of agent pools whose new nodes do not
 * become ready ({@code neverReady}), and of nodes that do not answer any more ({@code unreachable}).
 */
record StorageFacts(JsonNode document) {
    private static final JsonNode USUAL = load();

    private static JsonNode load() {
        try (InputStream in = StorageFacts.class.getResourceAsStream("/sandbox/storage.json")) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static StorageFacts of(Store store) {
        return new StorageFacts(
                store.get("data/storage").map(found -> found.path("value")).orElse(USUAL));
    }

    /** Simulated. */
    Duration time(String what) {
        JsonNode seconds = document.path(what + "Seconds");
        return Duration.ofSeconds((seconds.isNumber() ? seconds : USUAL.path(what + "Seconds")).asLong());
    }

    /** Whether a trouble concerns a name. */
    boolean concerns(String trouble, String name) {
        return Json.texts(document.path(trouble)).contains(name);
    }
}
