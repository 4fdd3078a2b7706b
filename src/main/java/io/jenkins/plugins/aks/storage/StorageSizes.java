package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.azure.Quotas;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.azure.VmSizes;
import io.jenkins.plugins.aks.operation.OperationException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which size a new pool of storage nodes has: the one given, or the smallest that is offered and fits into the quota. */
final class StorageSizes {
    private static final int LEAST_CPUS = 4;

    private final StorageSpec spec;
    private final VmSizes sizes;
    private final Quotas quotas;
    private final String location;

    StorageSizes(StorageSpec spec, VmSizes sizes, Quotas quotas, String location) {
        this.spec = spec;
        this.sizes = sizes;
        this.quotas = quotas;
        this.location = location;
    }

    static boolean hasNvme(VmSize size) {
        String mebibytes = size.capabilities().get("NvmeDiskSizeInMiB");
        return mebibytes != null && !mebibytes.equals("0");
    }

    /** @param nodes that are to be made */
    VmSize choose(int nodes) throws OperationException {
        if (spec.vmSize() != null) {
            VmSize given = sizes.require("vmSize", spec.vmSize(), "zones", List.of());
            quotas.require("node pools for Azure Container Storage", given, nodes, false);
            return given;
        }
        List<VmSize> candidates = sizes.all().stream()
                .filter(size -> size.restricted().isEmpty() && !size.arm64() && size.vCpus() >= LEAST_CPUS)
                .filter(size -> spec.disk() != StorageDisk.NVME || hasNvme(size))
                .sorted(Comparator.comparingInt(VmSize::vCpus).thenComparing(VmSize::name))
                .toList();
        Optional<VmSize> fitting = candidates.stream()
                .filter(size -> quotas.missing(size, nodes, false).isEmpty())
                .findFirst();
        if (fitting.isPresent()) {
            return fitting.get();
        }
        String why = candidates.isEmpty()
                ? "Compute offers no unrestricted size with "
                        + (spec.disk() == StorageDisk.NVME ? "NVMe disks" : "4 vCPUs") + " in " + location
                        + " to this subscription. Choose another location."
                : quotas.missing(candidates.get(0), nodes, false).orElseThrow()
                        + ". Ask for more quota, or name node pools that exist.";
        throw new OperationException(
                "node pools for Azure Container Storage: " + why,
                Map.of("code", candidates.isEmpty() ? "SkuNotAvailable" : "QuotaExceeded"),
                null);
    }
}
