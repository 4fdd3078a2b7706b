package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.compute.Sizes;

/** What the service fills in for an agent pool. */
final class PoolDefaults {
    private final Sizes sizes;
    private final NodeImages images;

    PoolDefaults(Sizes sizes, NodeImages images) {
        this.sizes = sizes;
        this.images = images;
    }

    /** @param version the control plane's, as the cluster says it */
    void fill(ObjectNode pool, String version, String location) {
        if (pool.path("vmSize").asText().isEmpty()) {
            pool.put("vmSize", pickSize(location));
        }
        Merge.absent(pool, "mode", "User");
        Merge.absent(pool, "type", "VirtualMachineScaleSets");
        Merge.absent(pool, "osType", "Linux");
        Merge.absent(pool, "osSKU", pool.path("osType").asText().equals("Windows") ? "Windows2022" : "Ubuntu");
        if (pool.path("enableAutoScaling").asBoolean()) {
            Merge.absent(pool, "count", pool.path("minCount").asInt(1));
        }
        Merge.absent(pool, "count", 1);
        Merge.absent(pool, "enableAutoScaling", false);
        Merge.absent(pool, "maxPods", 250);
        Merge.absent(pool, "osDiskSizeGB", 128);
        Merge.absent(pool, "osDiskType", "Managed");
        Merge.absent(pool, "kubeletDiskType", "OS");
        Merge.absent(pool, "scaleDownMode", "Delete");
        Merge.absent(pool, "enableNodePublicIP", false);
        Merge.absent(pool, "enableFIPS", false);
        Merge.absent(pool, "powerState", Json.object().put("code", "Running"));
        Merge.absent(pool.withObjectProperty("upgradeSettings"), "maxSurge", "10%");
        Merge.absent(pool.withObjectProperty("securityProfile"), "sshAccess", "LocalUser");
        if (pool.path("orchestratorVersion").asText().isEmpty()) {
            pool.put("orchestratorVersion", version);
        }
        Merge.absent(pool, "nodeImageVersion", images.latest(pool.path("osSKU").asText()));
    }

    private String pickSize(String location) {
        return sizes.usable(location).stream()
                .filter(name ->
                        sizes.find(name).map(PoolDefaults::isLargeEnough).orElse(false))
                .findFirst()
                .orElse("Standard_D4s_v5");
    }

    static boolean isLargeEnough(JsonNode size) {
        return size.path("vCPUs").asInt() >= 2 && size.path("memoryGB").asInt() >= 4;
    }
}
