package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ExecOutcome;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.kubernetes.PodExec;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until the writer gets new rows in, and then compares every acknowledged row with what is there (W100, W101). The
 * ledger is read before the table, so whatever it has must be in the table. Result: the figures of {@link RowComparison} and
 * {@link FailoverLog}, {@code after}, the rows acknowledged after the failover, and {@code unread}, why nothing could be read.
 */
final class FailoverRows {
    static final String ACKNOWLEDGED = "acknowledged";
    static final String LOST = "lost";
    static final String LOST_ROWS = "lostRows";
    static final String ALTERED_ROWS = "alteredRows";
    static final String DUPLICATED = "duplicated";
    static final String DUPLICATED_ROWS = "duplicatedRows";
    static final String UNACKNOWLEDGED = "unacknowledged";
    static final String AFTER = "after";
    static final String UNREAD = "unread";
    static final String UNAVAILABLE = "unavailable";
    static final String LAST_ACK = "lastAck";
    static final String REFUSED_ROWS = "refusedRows";
    static final String FIRST_READ = "firstRead";
    static final String FIRST_WRITE = "firstWrite";

    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final PhaseLimit READING = new PhaseLimit("reading", Duration.ofMinutes(5));
    private static final int MOST_BYTES = 32 << 20;
    private static final int SHOWN = 300;

    private final FailoverSpec spec;
    private final PhaseLimit newRows;
    private String run;
    private PodExec reading;
    private FailoverLog ledger;

    FailoverRows(FailoverSpec spec) {
        this.spec = spec;
        this.newRows = new PhaseLimit("new rows", spec.writing());
    }

    /**
     * @param scene what {@link FailoverScene} found
     * @param taken what {@link TakenNode} did
     * @param watched what {@link FailoverWatch} saw
     */
    Operation<AksSession> after(Map<String, Object> scene, Map<String, Object> taken, Map<String, Object> watched) {
        run = String.valueOf(scene.get(FailoverScene.RUN));
        Instant cut = Instant.parse(String.valueOf(taken.get(TakenNode.AT)));
        return (session, journal) -> advance(session, journal, cut, watched);
    }

    private Turn advance(AksSession session, Journal journal, Instant cut, Map<String, Object> watched)
            throws Exception {
        if (reading != null) {
            return look(session, journal, cut, watched);
        }
        KubernetesClient client = session.kubernetes(spec.clusterId());
        JsonNode writer =
                new FailoverView(client, spec.workload().namespace()).pod(FailoverTarget.writerName(spec.key()));
        FailoverLog.requireAlive(writer);
        FailoverLog log = FailoverLog.read(client, writer, run);
        long fresh = log.acknowledgedSince(since(watched, cut));
        if (recovered(watched) && fresh < spec.rows() && !newRows.isOver(session, journal)) {
            return Turn.again(
                    LOOK_AGAIN,
                    "writer: " + fresh + " of " + spec.rows() + " new rows acknowledged"
                            + (fresh == 0 ? log.lastFailure() : ""));
        }
        ledger = log;
        reading = PodExec.start(
                client,
                PodChoice.container(writer, FailoverTarget.CONTAINER),
                List.of("timeout", "60", "sh", "-c", spec.workload().read()),
                null,
                MOST_BYTES);
        return Turn.again(SOON, "the rows to be read");
    }

    private Turn look(AksSession session, Journal journal, Instant cut, Map<String, Object> watched) throws Exception {
        Optional<ExecOutcome> outcome;
        try {
            outcome = reading.look();
        } catch (OperationException e) {
            close();
            throw e;
        } catch (TransientException e) {
            close();
            if (READING.isOver(session, journal)) {
                return Turn.done(result(session, cut, watched, ledger, Optional.empty(), e.getMessage()));
            }
            throw e;
        }
        boolean late = READING.isOver(session, journal);
        if (outcome.isEmpty() && !late) {
            return Turn.again(SOON, "the rows to be read");
        }
        close();
        return judge(session, cut, watched, outcome, late);
    }

    /** @param late whether there is no time for another try */
    private Turn judge(
            AksSession session, Instant cut, Map<String, Object> watched, Optional<ExecOutcome> outcome, boolean late) {
        boolean whole =
                outcome.filter(end -> end.exitCode() == 0 && !end.truncated()).isPresent();
        if (whole) {
            Optional<RowTable> table = Optional.of(RowTable.parse(outcome.get().stdout()));
            return Turn.done(result(session, cut, watched, ledger, table, ""));
        }
        String why = outcome.map(FailoverRows::said).orElse("no answer in time");
        if (!recovered(watched)) {
            // There is no pod to wait for: one try shows whether the former one still answers.
            String both = watched.get(FailoverWatch.TROUBLE) + "; " + why;
            return Turn.done(result(session, cut, watched, ledger, Optional.empty(), both));
        }
        return late
                ? Turn.done(result(session, cut, watched, ledger, Optional.empty(), why))
                : Turn.again(LOOK_AGAIN, "the rows cannot be read: " + why);
    }

    private void close() {
        reading.close();
        reading = null;
    }

    private static String said(ExecOutcome outcome) {
        String error = outcome.stderr().strip();
        return (outcome.truncated() ? "more than 32 MiB, " : "") + "exit code " + outcome.exitCode()
                + (error.isEmpty() ? "" : ": ") + error.substring(0, Math.min(SHOWN, error.length()));
    }

    private static boolean recovered(Map<String, Object> watched) {
        return Boolean.TRUE.equals(watched.get(FailoverWatch.RECOVERED));
    }

    /** New rows are those from when the pod was ready again. */
    private static Instant since(Map<String, Object> watched, Instant cut) {
        Object ready = watched.get(FailoverWatch.READY);
        return ready == null ? cut : Instant.parse(ready.toString());
    }

    private Map<String, Object> result(
            AksSession session,
            Instant cut,
            Map<String, Object> watched,
            FailoverLog log,
            Optional<RowTable> table,
            String unread) {
        RowComparison rows = RowComparison.of(log.acknowledged(), table);
        Instant now = session.clock().instant();
        FailoverLog.Gap gap = log.longestGap(cut, now);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(ACKNOWLEDGED, rows.acknowledged());
        result.put(LOST, rows.lost().size());
        result.put(LOST_ROWS, RowComparison.text(rows.lost()));
        result.put(ALTERED_ROWS, RowComparison.text(rows.altered()));
        result.put(DUPLICATED, rows.duplicated().size());
        result.put(DUPLICATED_ROWS, RowComparison.text(rows.duplicated()));
        result.put(UNACKNOWLEDGED, rows.unacknowledged());
        result.put(AFTER, log.acknowledgedSince(since(watched, cut)));
        result.put(UNREAD, unread);
        result.put(UNAVAILABLE, gap.seconds(now));
        result.put(REFUSED_ROWS, RowComparison.text(log.refused()));
        result.put(LAST_ACK, gap.from().toString());
        gap.until().ifPresent(until -> result.put(FIRST_WRITE, until.toString()));
        log.firstReadSince(gap.from()).or(gap::until).ifPresent(read -> result.put(FIRST_READ, read.toString()));
        return result;
    }
}
