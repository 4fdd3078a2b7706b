package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the simulated cloud offers: sizes, quotas, versions, locations. From {@code /sandbox/{name}.json}, unless the
 * store has a document {@code data/{name}}, whose {@code value} then counts.
 */
public final class Data {
    private final Store store;

    Data(Store store) {
        this.store = store;
    }

    /** A copy. */
    public JsonNode get(String name) {
        return store.get("data/" + name)
                .map(d -> d.path("value"))
                .orElseGet(() -> Json.resource("/sandbox/" + name + ".json"));
    }

    /** From now on the cloud offers this. */
    public void set(String name, JsonNode value) {
        ObjectNode document = Json.object();
        document.set("value", value);
        store.put("data/" + name, document);
    }
}
