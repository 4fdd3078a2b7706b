package io.jenkins.plugins.aks.observability;

import java.util.Map;
import java.util.Optional;

/**
 * What {@code controlPlaneMetrics} was asked for.
 *
 * @param on false to switch the collection off
 * @param method {@code auto}, {@code property} or {@code feature}
 * @param minimal the ingestion profile; empty to leave it
 */
record ControlPlaneSpec(
        String subscription,
        String clusterId,
        String cluster,
        boolean on,
        String method,
        Map<String, Boolean> targets,
        Optional<Boolean> minimal) {
    static final String AUTO = "auto";
    static final String PROPERTY = "property";
    static final String FEATURE = "feature";
}
