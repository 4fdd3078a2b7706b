package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What a state directory remembers of itself.
 *
 * @param seed the first start's: later ones can't change identifiers that are already in use
 * @param port 0 until the first start has one
 * @param starts how often a sandbox was started here
 */
record StateMark(long seed, Instant started, int port, long starts) {
    private static final String KEY = "sandbox";

    static StateMark open(Store store, SandboxSettings settings) {
        ObjectNode document = store.get(KEY).orElseGet(() -> Json.object()
                .put("seed", settings.seed())
                .put("started", settings.clock().instant().toString()));
        document.put("starts", document.path("starts").asLong() + 1);
        store.put(KEY, document);
        return new StateMark(
                document.path("seed").asLong(),
                Instant.parse(document.path("started").asText()),
                document.path("port").asInt(),
                document.path("starts").asLong());
    }

    void keepPort(Store store, int value) {
        ObjectNode document = store.get(KEY).orElseThrow();
        store.put(KEY, document.put("port", value));
    }
}
