package io.jenkins.plugins.aks.cluster;

import java.util.List;
import java.util.Map;

/**
 * What a step was asked of a node pool; null means not given: the default where the pool is made, what exists where it
 * is there.
 *
 * @param count nodes
 * @param mode {@code System} or {@code User}
 * @param osSku e.g. {@code AzureLinux}
 * @param sshAccess {@code Disabled} or {@code LocalUser}
 * @param autoscaler false to switch the autoscaler off; true follows from the two counts
 * @param labels all the labels wanted
 * @param taints all the taints wanted, as {@code key=value:Effect}
 * @param version of Kubernetes, {@code x.y} or {@code x.y.z}
 * @param subnetId of the nodes
 */
record PoolSpec(
        String name,
        Integer count,
        String vmSize,
        String mode,
        String osSku,
        String sshAccess,
        List<String> zones,
        Boolean autoscaler,
        Integer minCount,
        Integer maxCount,
        Integer maxPods,
        Map<String, String> labels,
        List<String> taints,
        String version,
        Boolean spot,
        String subnetId,
        Map<String, String> tags) {

    /** The CLI's default for {@code --node-count}. */
    static final int DEFAULT_COUNT = 3;

    /** The nodes that a new pool starts with: the count given, kept between the autoscaler's limits. */
    int initialCount() {
        int wanted = count == null ? DEFAULT_COUNT : count;
        int atLeast = minCount == null ? wanted : Math.max(minCount, wanted);
        return maxCount == null ? atLeast : Math.min(maxCount, atLeast);
    }

    boolean wantsAutoscaler() {
        return minCount != null || maxCount != null;
    }

    List<String> zonesOrNone() {
        return zones == null ? List.of() : zones;
    }

    boolean isSpot() {
        return Boolean.TRUE.equals(spot);
    }
}
