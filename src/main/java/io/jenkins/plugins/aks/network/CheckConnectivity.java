package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.check.CheckReport;
import io.jenkins.plugins.aks.check.CheckResult;
import io.jenkins.plugins.aks.check.Connection;
import io.jenkins.plugins.aks.check.ConnectivityRun;
import io.jenkins.plugins.aks.check.ProbePace;
import io.jenkins.plugins.aks.kubernetes.PodProber;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks who reaches whom (W022, W023, W028-W030, W034). Probes change nothing, so after a restart they are simply made
 * again, until the same moment as before.
 */
final class CheckConnectivity implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration BETWEEN = Duration.ofMillis(500);
    private static final String UNTIL = "until";

    private final String clusterId;
    private final List<Connection> matrix;
    private final ConnectivityOptions options;

    private ConnectivityRun run;

    CheckConnectivity(String clusterId, List<Connection> matrix, ConnectivityOptions options) {
        this.clusterId = clusterId;
        this.matrix = List.copyOf(matrix);
        this.options = options;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (run == null) {
            run = begin(session, journal);
        }
        Optional<List<CheckResult>> results = run.turn(session.clock().instant());
        if (results.isEmpty()) {
            return Turn.again(LOOK_AGAIN, run.waitingFor());
        }
        Map<String, Object> result = options.end()
                .settle(
                        new CheckReport(options.title(), results.get()),
                        session.clock().instant(),
                        session.log(),
                        (path, text) -> session.workspace().write("junit", path, text),
                        session::unstable);
        return Turn.done(result);
    }

    private ConnectivityRun begin(AksSession session, Journal journal)
            throws OperationException, TransientException, IOException {
        PodProber pods =
                new PodProber(session.kubernetes(clusterId), session.clock(), options.image(), options.seconds());
        for (Connection connection : matrix) {
            pods.require(connection);
        }
        Optional<Instant> known = journal.instant(UNTIL);
        Instant until = known.orElse(session.clock().instant().plus(options.within()));
        if (known.isEmpty()) {
            journal.put(UNTIL, until.toString());
            journal.save();
        }
        return new ConnectivityRun(
                matrix,
                new AnyProber(pods, new WorldProber(session, pods, options.seconds())),
                new ProbePace(options.together(), until, BETWEEN));
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        if (run != null) {
            run.close();
        }
        return Operation.left("the check was stopped; it changes nothing");
    }
}
