package io.jenkins.plugins.aks.storage;

import java.util.List;

/**
 * What {@code enableContainerStorage} is asked for.
 *
 * @param nodePools whose disks are used; those that do not exist are made
 * @param nodeCount nodes of a pool that is made
 * @param vmSize of a pool that is made; null to choose one
 * @param tier how much of the nodes' CPU it takes
 * @param firstPool whether the extension makes a storage pool itself
 */
record StorageSpec(
        String subscription,
        String clusterId,
        String cluster,
        List<String> nodePools,
        int nodeCount,
        String vmSize,
        StorageDisk disk,
        StorageTier tier,
        boolean firstPool) {}
