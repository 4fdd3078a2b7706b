package io.jenkins.plugins.aks.observability;

import io.jenkins.plugins.aks.pipeline.ManifestSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code scrapeTargets} was asked for.
 *
 * @param manifests with PodMonitors and ServiceMonitors; empty to wait for what is there
 * @param pools scrape pools to wait for, besides those of the manifests
 * @param limit how long targets, and then samples, may take
 * @param query whether a new sample must be in the workspace
 */
record ScrapeSpec(
        String groupId,
        String clusterId,
        String cluster,
        Optional<ManifestSource> manifests,
        String namespace,
        List<String> pools,
        Duration limit,
        boolean query,
        String monitorWorkspace) {
    static final String GROUP = "azmonitoring.coreos.com";
}
