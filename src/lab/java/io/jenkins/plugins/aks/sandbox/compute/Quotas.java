package io.jenkins.plugins.aks.sandbox.compute;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.ArmDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How many vCPUs the subscription may use: {@code /sandbox/quotas.json}; how many it uses: the pools that exist. */
public final class Quotas {
    private static final String POOL = "Microsoft.ContainerService/managedClusters/agentPools";

    private final ArmContext arm;
    private final Sizes sizes;

    public Quotas(ArmContext arm, Sizes sizes) {
        this.arm = arm;
        this.sizes = sizes;
    }

    /** By family name, {@code cores} for all together. */
    public Map<String, Long> limits(String location) {
        JsonNode data = arm.data().get("quotas");
        Map<String, Long> limits = new TreeMap<>();
        data.path("default")
                .properties()
                .forEach(e -> limits.put(e.getKey(), e.getValue().asLong()));
        data.path("locations")
                .path(location)
                .properties()
                .forEach(e -> limits.put(e.getKey(), e.getValue().asLong()));
        return limits;
    }

    String display(String family) {
        return arm.data().get("quotas").path("names").path(family).asText(family);
    }

    public Map<String, Long> used(String location) {
        return used(location, Set.of());
    }

    /** @param without the ids of pools that are not counted */
    public Map<String, Long> used(String location, Set<String> without) {
        Map<String, Long> used = new LinkedHashMap<>();
        for (ArmDocument pool : arm.documents().under("/subscriptions")) {
            if (pool.resource().path("type").asText().equals(POOL)
                    && pool.internal().path("location").asText().equals(location)
                    && without.stream().noneMatch(pool.id()::equalsIgnoreCase)) {
                count(pool, used);
            }
        }
        return used;
    }

    private void count(ArmDocument pool, Map<String, Long> used) {
        long nodes = pool.properties().path("count").asLong();
        sizes.find(pool.properties().path("vmSize").asText()).ifPresent(size -> {
            long cores = nodes * size.path("vCPUs").asLong();
            used.merge("cores", cores, Long::sum);
            used.merge(size.path("family").asText(), cores, Long::sum);
        });
        used.merge("virtualMachines", nodes, Long::sum);
    }
}
