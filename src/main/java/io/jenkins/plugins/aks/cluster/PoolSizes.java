package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.azure.Arm;
import io.jenkins.plugins.aks.azure.Quotas;
import io.jenkins.plugins.aks.azure.VmSize;
import io.jenkins.plugins.aks.azure.VmSizes;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.Optional;

/** The machine size of a new pool: the one given, if size, zones and quota allow it, or a chosen one. */
final class PoolSizes {
    private PoolSizes() {}

    /** @param notes what a person should know of the choice */
    static VmSize choose(Arm arm, Log notes, String subscription, String location, String subject, PoolSpec pool)
            throws OperationException, TransientException {
        VmSizes sizes = VmSizes.of(arm, subscription, location);
        Quotas quotas = Quotas.of(arm, subscription, location);
        int nodes = pool.initialCount();
        VmSize size;
        if (pool.vmSize() == null) {
            size = SizeChoice.choose(subject, sizes, quotas, pool.zonesOrNone(), nodes, pool.isSpot());
            notes.line(subject + ": vmSize was not given; chose " + size.name() + " (" + size.vCpus()
                    + " vCPUs) from what the location and the quota allow");
        } else {
            size = sizes.require("vmSize", pool.vmSize(), "zones", pool.zonesOrNone());
            quotas.require(subject, size, nodes, pool.isSpot());
        }
        if (pool.maxCount() != null) {
            Optional<String> later = quotas.missing(size, pool.maxCount(), pool.isSpot());
            later.ifPresent(why -> notes.line(subject + ": the autoscaler can't reach maxCount now: " + why));
        }
        return size;
    }
}
