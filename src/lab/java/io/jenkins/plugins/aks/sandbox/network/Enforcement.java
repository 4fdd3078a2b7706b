package io.jenkins.plugins.aks.sandbox.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The policies that a cluster's agents enforce. They follow the API server's after a while, in which the agents compute
 * the rules of their endpoints anew; each further change begins that again.
 */
public final class Enforcement {
    /** In simulated time. */
    public static final Duration REGENERATION = Duration.ofSeconds(3);

    private final Store store;
    private final String key;

    /** @param cluster its key in the sandbox */
    public Enforcement(Store store, String cluster) {
        this(store, cluster, "network/enforced");
    }

    private Enforcement(Store store, String cluster, String document) {
        this.store = store;
        this.key = "k8s/" + cluster + "/" + document;
    }

    /** Of other policies than the network's, which come into force in the same way. */
    public static Enforcement of(Store store, String cluster, String document) {
        return new Enforcement(store, cluster, document);
    }

    /** What is in force, as it was given. */
    public JsonNode objects() {
        return store.get(key).orElseGet(Enforcement::empty).path("policies");
    }

    /** What is in force. */
    public Policies policies() {
        return new Policies(objects());
    }

    /** Whether other policies are about to come into force. */
    public boolean isChanging() {
        return store.get(key).map(document -> document.has("next")).orElse(false);
    }

    /**
     * Hears of the policies that there are now.
     *
     * @param takes how long the agents take, on the clock of {@code now}
     * @return when to be told again; empty where everything is in force
     */
    public Optional<Instant> follow(List<ObjectNode> wanted, Instant now, Duration takes) {
        ObjectNode document = store.get(key).orElseGet(Enforcement::empty);
        ObjectNode fresh = empty();
        wanted.forEach(fresh.withArray("policies")::add);
        if (document.path("policies").equals(fresh.path("policies"))) {
            if (document.has("next")) {
                store.put(key, fresh);
            }
            return Optional.empty();
        }
        if (!document.path("next").equals(fresh.path("policies"))) {
            document.set("next", fresh.path("policies"));
            document.put("since", now.toString());
            store.put(key, document);
        }
        Instant due = Instant.parse(document.path("since").asText()).plus(takes);
        if (due.isAfter(now)) {
            return Optional.of(due);
        }
        store.put(key, fresh);
        return Optional.empty();
    }

    private static ObjectNode empty() {
        ObjectNode document = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        document.putArray("policies");
        return document;
    }
}
