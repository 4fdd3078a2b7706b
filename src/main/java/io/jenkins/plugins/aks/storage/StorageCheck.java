package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.Quotas;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.azure.VmSizes;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks before anything is written whether Azure Container Storage can work on the cluster's node pools (spec section
 * 7.1, nos. 1 to 3). Result: {@code missing}, the pools to make; {@code vmSize}, of what size; {@code vCpus}, of the
 * smallest node.
 */
final class StorageCheck implements Operation<AksSession> {
    private static final int LEAST_CPUS = 4;
    private static final int LEAST_NODES = 3;
    private static final String SYSTEM_TAINT = "CriticalAddonsOnly=true:NoSchedule";

    private final StorageSpec spec;

    StorageCheck(StorageSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        ObjectNode cluster = cluster(session);
        requireNoOtherVersion(session);
        String location =
                cluster.path("location").asText().toLowerCase(Locale.ROOT).replace(" ", "");
        VmSizes sizes = VmSizes.of(session.arm(), spec.subscription(), location);
        List<VmSize> used = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int nodes = 0;
        for (String name : spec.nodePools()) {
            Optional<JsonNode> pool = pool(cluster, name);
            if (pool.isPresent()) {
                used.add(suitable(name, pool.get(), sizes));
                nodes += pool.get().path("count").asInt();
            } else {
                missing.add(name);
                nodes += spec.nodeCount();
            }
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("missing", missing);
        if (!missing.isEmpty()) {
            Quotas quotas = Quotas.of(session.arm(), spec.subscription(), location);
            VmSize size = new StorageSizes(spec, sizes, quotas, location).choose(missing.size() * spec.nodeCount());
            used.add(size);
            result.put("vmSize", size.name());
        }
        requireEnough(nodes, used);
        result.put("vCpus", used.stream().mapToInt(VmSize::vCpus).min().orElse(LEAST_CPUS));
        return Turn.done(result);
    }

    private ObjectNode cluster(AksSession session) throws OperationException, TransientException {
        Optional<ArmResponse> found = session.arm().find(spec.clusterId(), ApiVersions.CONTAINER_SERVICE);
        if (found.isEmpty()) {
            throw new InvalidParameterException(
                    "cluster", spec.cluster(), "an existing cluster", "Create it first with aksCreate.");
        }
        String power = found.get().body().at("/properties/powerState/code").asText("Running");
        if (!power.equals("Running")) {
            throw new OperationException(
                    "cluster " + spec.cluster() + ": expected it running, found it " + power + ". Start it first.");
        }
        return found.get().body();
    }

    private void requireNoOtherVersion(AksSession session) throws OperationException, TransientException {
        String other = ContainerStorage.otherExtension(spec.clusterId());
        if (session.arm().find(other, ContainerStorage.API_VERSION).isPresent()) {
            throw new OperationException(
                    "cluster " + spec.cluster() + " has Azure Container Storage version 2 (extension acstor), and the"
                            + " versions exclude each other. Version 2 has no replication and no StoragePool; to use"
                            + " version 1, disable version 2 first (az aks update --disable-azure-container-storage).",
                    Map.of("code", "ExtensionVersionConflict", "resource", other),
                    null);
        }
    }

    private static Optional<JsonNode> pool(JsonNode cluster, String name) {
        for (JsonNode pool : cluster.at("/properties/agentPoolProfiles")) {
            if (pool.path("name").asText().equals(name)) {
                return Optional.of(pool);
            }
        }
        return Optional.empty();
    }

    private static VmSize suitable(String name, JsonNode pool, VmSizes sizes) throws OperationException {
        if (!pool.path("osType").asText("Linux").equals("Linux")) {
            throw unfit(
                    name,
                    "a pool of Linux nodes",
                    "It runs " + pool.path("osType").asText() + ".");
        }
        for (JsonNode taint : pool.path("nodeTaints")) {
            if (pool.path("mode").asText().equals("System") && taint.asText().equals(SYSTEM_TAINT)) {
                throw unfit(
                        name,
                        "a pool that takes workloads",
                        "It is a system pool with the taint " + SYSTEM_TAINT + ": name a user pool.");
            }
        }
        VmSize size = sizes.require("nodePools", pool.path("vmSize").asText(), "nodePools", List.of());
        if (size.vCpus() < LEAST_CPUS) {
            throw unfit(
                    name,
                    "pools of nodes with " + LEAST_CPUS + " vCPUs or more",
                    "Its size " + size.name() + " has " + size.vCpus() + ".");
        }
        return size;
    }

    private static InvalidParameterException unfit(String pool, String allowed, String advice) {
        return new InvalidParameterException("nodePools", pool, allowed, advice);
    }

    private void requireEnough(int nodes, List<VmSize> used) throws OperationException {
        if (nodes < LEAST_NODES) {
            throw new InvalidParameterException(
                    "nodePools",
                    String.join(", ", spec.nodePools()),
                    "pools with " + LEAST_NODES + " nodes or more in total",
                    "They have " + nodes + ": scale one with aksNodePool, or name another.");
        }
        if (spec.disk() == StorageDisk.NVME && used.stream().noneMatch(StorageSizes::hasNvme)) {
            throw new InvalidParameterException(
                    "nodePools",
                    String.join(", ", spec.nodePools()),
                    "at least one pool of a size with NVMe disks, such as those of the L family",
                    "Name a pool that does not exist yet, and it is made of such a size.");
        }
    }
}
