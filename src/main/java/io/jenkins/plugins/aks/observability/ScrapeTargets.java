package io.jenkins.plugins.aks.observability;

import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Applications are scraped by the managed agent, and their metrics arrive (W142-W145). */
final class ScrapeTargets {
    private static final String APPLY = "manifests";
    private static final String TARGETS = "targets";
    private static final String SAMPLES = "samples";

    private ScrapeTargets() {}

    static Operation<AksSession> of(ScrapeSpec spec) {
        Sequence.Builder<AksSession> phases = Sequence.<AksSession>named()
                .then(APPLY, new ApplyMonitors(spec))
                .thenFrom(TARGETS, results -> new TargetsUp(spec, pools(results)));
        if (spec.query()) {
            phases.thenFrom(
                    SAMPLES,
                    results -> new SamplesArrived(
                            spec, targets(results), Instant.parse(ApplyMonitors.started(results.get(APPLY)))));
        }
        return phases.returning(ScrapeTargets::result).build();
    }

    private static List<String> pools(Map<String, Map<String, Object>> results) {
        return ((List<?>) results.get(APPLY).get(ApplyMonitors.POOLS))
                .stream().map(String::valueOf).toList();
    }

    private static List<?> targets(Map<String, Map<String, Object>> results) {
        return (List<?>) results.get(TARGETS).get(TargetsUp.TARGETS);
    }

    private static Map<String, Object> result(Map<String, Map<String, Object>> results) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(ApplyMonitors.POOLS, pools(results));
        result.put(TargetsUp.TARGETS, targets(results));
        result.putAll(results.getOrDefault(SAMPLES, Map.of()));
        result.put("changed", results.get(APPLY).get("changed"));
        return result;
    }
}
