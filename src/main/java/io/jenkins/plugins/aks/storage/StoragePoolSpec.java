package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A StoragePool that is asked for.
 *
 * @param replicas copies of each volume: 1, 3 or 5; more than one for NVMe disks only
 * @param size of a pool of managed disks, e.g. {@code 1Ti}; empty for others
 * @param skuName of managed disks; empty for the service's choice
 * @param replace whether a pool of this name that differs is deleted first
 */
record StoragePoolSpec(
        String clusterId, String name, StorageDisk disk, int replicas, String size, String skuName, boolean replace) {

    ObjectNode poolType() {
        ObjectNode poolType = JsonNodeFactory.instance.objectNode();
        ObjectNode kind = poolType.putObject(disk.poolType());
        disk.describe(kind);
        if (replicas > 1) {
            kind.put("replicas", replicas);
        }
        if (!skuName.isEmpty()) {
            kind.put("skuName", skuName);
        }
        return poolType;
    }

    ObjectNode manifest() {
        ObjectNode pool = JsonNodeFactory.instance.objectNode();
        pool.put("apiVersion", StoragePools.API_VERSION).put("kind", "StoragePool");
        pool.putObject("metadata").put("name", name).put("namespace", ContainerStorage.NAMESPACE);
        ObjectNode spec = pool.putObject("spec");
        spec.set("poolType", poolType());
        if (!size.isEmpty()) {
            spec.putObject("resources").putObject("requests").put("storage", size);
        }
        return pool;
    }
}
