package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.check.CheckReport;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.check.ConnectivityRun;
import io.jenkins.plugins.aks.check.ProbePace;
import io.jenkins.plugins.aks.check.ProberSource;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Plural;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until all gates are open, or fails once their time is up. Looks only, and probes connections. */
final class GateCheck implements Operation<AksSession> {
    private static final String UNTIL = "gatesUntil";
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final int TOGETHER = 8;

    private final String clusterId;
    private final String after;
    private final UpgradeGates gates;
    private final Duration limit;
    private final ProberSource<AksSession> probers;
    private ConnectivityRun probes;

    /**
     * @param after what was upgraded before, e.g. {@code "pool web"}
     * @param limit from the first look, over restarts
     * @param probers for connections
     */
    GateCheck(String clusterId, String after, UpgradeGates gates, Duration limit, ProberSource<AksSession> probers) {
        this.probers = probers;
        this.clusterId = clusterId;
        this.after = after;
        this.gates = gates;
        this.limit = limit;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Instant until = deadline(session, journal);
        List<CheckResult> results = rollouts(session);
        List<CheckResult> unready =
                results.stream().filter(result -> !result.isPassed()).toList();
        if (!unready.isEmpty() && session.clock().instant().isBefore(until)) {
            return Turn.again(POLL, unready.get(0).text());
        }
        // What is not rolled out yet would be probed in vain.
        if (unready.isEmpty() && !gates.connections().isEmpty()) {
            ConnectivityRun run = probes(session, until);
            Optional<List<CheckResult>> seen = run.turn(session.clock().instant());
            if (seen.isEmpty()) {
                return Turn.again(
                        PROBE, "probes of " + Plural.of(gates.connections().size(), "connection"));
            }
            results.addAll(seen.get());
        }
        return end(session, new CheckReport("gates after " + after, results));
    }

    private List<CheckResult> rollouts(AksSession session) throws OperationException, TransientException {
        List<CheckResult> results = new ArrayList<>();
        if (!gates.rollouts().isEmpty()) {
            ApiReader reader = new ApiReader(session.kubernetes(clusterId));
            for (RolloutGate gate : gates.rollouts()) {
                results.addAll(gate.look(reader));
            }
        }
        return results;
    }

    private ConnectivityRun probes(AksSession session, Instant until) throws OperationException, TransientException {
        if (probes == null) {
            ProbePace pace = new ProbePace(TOGETHER, until, POLL);
            probes = new ConnectivityRun(gates.connections(), probers.of(session, clusterId), pace);
        }
        return probes;
    }

    private Turn end(AksSession session, CheckReport report) throws OperationException {
        close();
        if (report.isPassed()) {
            report.lines().forEach(session.log()::line);
            return Turn.done(report.asMap());
        }
        throw new OperationException(
                "The gates did not open within " + Durations.format(limit) + ": " + String.join("; ", report.lines())
                        + ". The upgrade stops here; correct what they say and run the step again: it goes on with"
                        + " what is left.",
                Map.of("code", "GateFailed", "after", after, "resource", clusterId),
                null);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        close();
        return Operation.left("nothing was left running");
    }

    private void close() {
        if (probes != null) {
            probes.close();
            probes = null;
        }
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
