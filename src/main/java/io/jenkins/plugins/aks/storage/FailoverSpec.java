package io.jenkins.plugins.aks.storage;

import java.time.Duration;

/**
 * What {@code acstorFailoverCheck} is asked for.
 *
 * @param storageClass of the volume; empty for the cluster's default one
 * @param workload what is checked and how it is written and read
 * @param rows that must be acknowledged before the node goes, and again after it
 * @param maxUnavailable the longest time without an acknowledged row
 * @param patience how long a new pod is waited for before the verdict is that none comes
 * @param keep whether the workload stays afterwards
 * @param key the same for the same step of the same build
 */
record FailoverSpec(
        String subscription,
        String clusterId,
        String cluster,
        String storageClass,
        FailoverWay how,
        FailoverTarget workload,
        int rows,
        Duration maxUnavailable,
        int maxLostRows,
        Duration patience,
        boolean keep,
        String key) {
    private static final Duration START = Duration.ofMinutes(5);

    /** How long the writer may take for its rows: two seconds for each, and time to start. */
    Duration writing() {
        return START.plusSeconds(2L * rows);
    }

    /** As logs and reports name the check; the same in each run. */
    String title() {
        return "failover of " + workload.text() + " (" + how.word() + ")";
    }
}
