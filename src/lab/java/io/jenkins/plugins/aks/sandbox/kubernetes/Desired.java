package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Instant;
import java.util.List;

/**
 * What the container service wants of a cluster, as a document in the store. The container service writes it inside its
 * own transaction and takes no lock of the Kubernetes side; the cluster reads it when it advances.
 */
record Desired(Store store, String key) {

    private static final String SINCE = "since";

    private String document() {
        return "k8s/" + key + "/desired";
    }

    String poolPrefix() {
        return "k8s/" + key + "/machines/";
    }

    /** How far the replacement of a pool's nodes is. */
    static String rollout(String key, String pool) {
        return "k8s/" + key + "/rollouts/" + pool;
    }

    void write(ObjectNode cluster, List<ObjectNode> pools, Instant now) {
        ObjectNode document = Json.object();
        document.set("cluster", cluster);
        pools.forEach(document.putArray("pools")::add);
        store.put(document(), document.put(SINCE, now.toString()));
    }

    /** When it was last written. */
    Instant since() {
        return store.get(document())
                .map(document -> Instant.parse(document.path(SINCE).asText()))
                .orElse(Instant.MIN);
    }

    /**
     * With {@code collection}: the streams that the cluster's agents are configured for, where there are any; and with
     * {@code extensions}.
     */
    ObjectNode read() {
        ObjectNode document = store.get(document()).orElseGet(Json::object);
        document.remove(SINCE);
        store.get("k8s/" + key + "/collection").ifPresent(streams -> document.set("collection", streams));
        document.set("extensions", extensions());
        // What goes wrong with volumes and nodes begins and ends at once.
        store.get("data/storage").ifPresent(facts -> document.set("storage", facts));
        return document;
    }

    /** The settings of the extensions that are installed, by their type. */
    JsonNode extensions() {
        return store.get("k8s/" + key + "/extensions").orElseGet(Json::object);
    }

    JsonNode cluster() {
        return read().path("cluster");
    }
}
