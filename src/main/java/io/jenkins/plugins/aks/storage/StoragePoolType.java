package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads what a StoragePool is made of, and how it is. */
final class StoragePoolType {
    private StoragePoolType() {}

    /** Whether two pool types are the same storage; one replica is the default. */
    static boolean same(JsonNode one, JsonNode other) {
        for (StorageDisk disk : StorageDisk.values()) {
            String kind = disk.poolType();
            if (one.has(kind) != other.has(kind)) {
                return false;
            }
            JsonNode left = one.path(kind);
            JsonNode right = other.path(kind);
            if (!left.path("diskType").equals(right.path("diskType"))
                    || left.path("replicas").asInt(1) != right.path("replicas").asInt(1)
                    || !right.path("skuName").isMissingNode()
                            && !right.path("skuName").equals(left.path("skuName"))) {
                return false;
            }
        }
        return true;
    }

    /** What the pool itself says that it lacks; empty where it says nothing. */
    static String trouble(JsonNode pool) {
        for (JsonNode condition : pool.at("/status/conditions")) {
            if (condition.path("type").asText().equals("Ready")
                    && !condition.path("status").asText().equals("True")) {
                return "not ready: "
                        + condition
                                .path("message")
                                .asText(condition.path("reason").asText());
            }
        }
        return "";
    }
}
