package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.check.CheckReport;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until all gates are open, or fails once their time is up. Reads only. */
final class GateCheck implements Operation<AksSession> {
    private static final String UNTIL = "gatesUntil";
    private static final Duration POLL = Duration.ofSeconds(5);

    private final String clusterId;
    private final String after;
    private final List<RolloutGate> gates;
    private final Duration limit;

    /**
     * @param after what was upgraded before, e.g. {@code "pool web"}
     * @param limit from the first look, over restarts
     */
    GateCheck(String clusterId, String after, List<RolloutGate> gates, Duration limit) {
        this.clusterId = clusterId;
        this.after = after;
        this.gates = List.copyOf(gates);
        this.limit = limit;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Instant until = deadline(session, journal);
        ApiReader reader = new ApiReader(session.kubernetes(clusterId));
        List<CheckResult> results = new ArrayList<>();
        for (RolloutGate gate : gates) {
            results.addAll(gate.look(reader));
        }
        CheckReport report = new CheckReport("gates after " + after, results);
        if (report.isPassed()) {
            report.lines().forEach(session.log()::line);
            return Turn.done(report.asMap());
        }
        if (session.clock().instant().isBefore(until)) {
            return Turn.again(POLL, report.unmet().get(0).text());
        }
        throw new OperationException(
                "The gates did not open within " + Durations.format(limit) + ": " + String.join("; ", report.lines())
                        + ". The upgrade stops here; correct what they say and run the step again: it goes on with"
                        + " what is left.",
                Map.of("code", "GateFailed", "after", after, "resource", clusterId),
                null);
    }

    private Instant deadline(AksSession session, Journal journal) throws IOException {
        Optional<Instant> known = journal.instant(UNTIL);
        if (known.isPresent()) {
            return known.get();
        }
        Instant until = session.clock().instant().plus(limit);
        journal.put(UNTIL, until.toString()).save();
        return until;
    }
}
