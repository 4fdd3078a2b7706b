package io.jenkins.plugins.aks.sandbox.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmRefusal;
import io.jenkins.plugins.aks.sandbox.compute.Quotas;
import io.jenkins.plugins.aks.sandbox.compute.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the region has the virtual machines that pools want, and the subscription may have them. */
final class CapacityRules {
    private final Sizes sizes;
    private final Quotas quotas;

    CapacityRules(ArmContext arm) {
        this.sizes = new Sizes(arm);
        this.quotas = new Quotas(arm, sizes);
    }

    Sizes sizes() {
        return sizes;
    }

    void checkSize(String name, ObjectNode pool, String location) {
        String sizeName = pool.path("vmSize").asText();
        JsonNode size = sizes.find(sizeName)
                .filter(s -> sizes.isUsable(s, location))
                .orElseThrow(() -> new ArmRefusal(
                        400,
                        "SkuNotAvailable",
                        "The VM size of " + sizeName + " is not allowed in your subscription in location '" + location
                                + "'. The available VM sizes are '" + String.join(",", sizes.usable(location)) + "'."));
        if (pool.path("mode").asText().equals("System") && !PoolDefaults.isLargeEnough(size)) {
            throw new ArmRefusal(
                    400,
                    "SystemPoolSkuTooLow",
                    "The VM SKU " + sizeName + " chosen for the system pool " + name
                            + " is too small: at least 2 vCPUs and 4 GB of memory are needed.");
        }
        List<String> offered = sizes.zones(size, location);
        List<String> missing = new ArrayList<>();
        pool.path("availabilityZones").forEach(z -> missing.add(z.asText()));
        missing.removeAll(offered);
        if (!missing.isEmpty()) {
            throw new ArmRefusal(
                    400,
                    "AvailabilityZoneNotSupported",
                    "The zone(s) '" + String.join(",", missing) + "' for resource '" + name
                            + "' is not supported. The supported zones for location '" + location
                            + "' and VM size " + sizeName + " are '" + String.join(",", offered) + "'.",
                    name);
        }
    }

    /**
     * @param wanted the pools to be created or changed, by resource id; their nodes count as wanted, those of all
     *     other pools as used
     */
    void checkQuota(Map<String, ObjectNode> wanted, String location) {
        Map<String, Long> used = quotas.used(location, wanted.keySet());
        Map<String, Long> requested = new TreeMap<>();
        for (ObjectNode pool : wanted.values()) {
            JsonNode size = sizes.find(pool.path("vmSize").asText()).orElseThrow();
            long cores = pool.path("count").asLong() * size.path("vCPUs").asLong();
            requested.merge(size.path("family").asText(), cores, Long::sum);
            requested.merge("cores", cores, Long::sum);
        }
        Map<String, Long> limits = quotas.limits(location);
        requested.forEach((family, cores) -> {
            long remaining = limits.getOrDefault(family, 0L) - used.getOrDefault(family, 0L);
            if (cores > remaining) {
                throw new ArmRefusal(
                        400,
                        "ErrCode_InsufficientVCPUQuota",
                        "Insufficient "
                                + (family.equals("cores") ? "regional vcpu quota" : "vcpu quota") + " requested "
                                + cores + ", remaining " + remaining + " for family " + family + " for region "
                                + location + ". If you want to increase the quota, please follow this instruction:"
                                + " https://learn.microsoft.com/azure/quotas/view-quotas.");
            }
        });
    }
}
