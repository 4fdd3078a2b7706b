package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Stops what this operation started on a cluster or pool: the service's abort call, then waiting until it rests; with
 * {@code delete} also deleting what this operation created. What others started is left alone.
 */
final class AbortWrite {
    private static final String ABORTED = "aborted";
    private static final String DELETED = "deleted";
    private static final Duration POLL = Duration.ofSeconds(5);

    private final String subject;
    private final String id;
    private final boolean pool;

    private AbortWrite(String subject, String id, boolean pool) {
        this.subject = subject;
        this.id = id;
        this.pool = pool;
    }

    static AbortWrite ofCluster(String subject, String id) {
        return new AbortWrite(subject, id, false);
    }

    static AbortWrite ofPool(String subject, String id) {
        return new AbortWrite(subject, id, true);
    }

    Turn turn(AksSession session, Journal journal, OnAbort how)
            throws OperationException, TransientException, IOException {
        Wrote wrote = new Wrote(journal);
        Optional<ArmResponse> found = session.arm().find(id, ApiVersions.CONTAINER_SERVICE);
        if (found.isEmpty()) {
            return Operation.left(subject + (wrote.anything() ? " is gone" : " does not exist; nothing was sent"));
        }
        String state = Aks.state(found.get().body());
        if (!wrote.anything()) {
            return Operation.left(subject + " was not changed by this step; its state is " + state);
        }
        Optional<Turn> stop = stop(session, journal, how, state);
        if (stop.isPresent()) {
            return stop.get();
        }
        if (how == OnAbort.DELETE
                && wrote.is(Wrote.Kind.CREATE)
                && isOurs(session, found.get().body())) {
            return deleting(session, journal);
        }
        return Operation.left(subject + " was left; its state is " + state);
    }

    /** Of a pool that was there before: whatever is to become of the change, the pool stays. */
    static Turn ofUpgrade(String subject, String id, AksSession session, Journal journal, OnAbort how)
            throws OperationException, TransientException, IOException {
        Optional<ArmResponse> found = session.arm().find(id, ApiVersions.CONTAINER_SERVICE);
        if (found.isEmpty()) {
            return Operation.left(subject + " is gone");
        }
        String state = Aks.state(found.get().body());
        return ofPool(subject, id)
                .stop(session, journal, how, state)
                .orElse(Operation.left(subject + " was left; its state is " + state));
    }

    private Optional<Turn> stop(AksSession session, Journal journal, OnAbort how, String state)
            throws OperationException, TransientException, IOException {
        if (how == OnAbort.DETACH) {
            return Optional.of(Operation.left(subject + " was left to go on by itself; its state is " + state));
        }
        return LongRunning.isFinal(state) ? Optional.empty() : Optional.of(stopping(session, journal, state));
    }

    private Turn stopping(AksSession session, Journal journal, String state)
            throws OperationException, TransientException, IOException {
        if (journal.get(ABORTED).isEmpty() && !state.equals("Deleting")) {
            session.log().line(subject + ": asking the service to abort what it is doing (" + state + ")");
            try {
                session.arm().post(id + "/abort", ApiVersions.CONTAINER_SERVICE, null);
            } catch (ArmException nothingToAbort) {
                session.log().line(subject + ": abort refused: " + nothingToAbort.getMessage());
            }
            journal.put(ABORTED, "true").save();
        }
        return Turn.again(POLL, subject + ": stopping, " + state);
    }

    private Turn deleting(AksSession session, Journal journal)
            throws OperationException, TransientException, IOException {
        if (journal.get(DELETED).isEmpty()) {
            session.log().line(subject + ": deleting what this step made");
            session.arm().delete(id, ApiVersions.CONTAINER_SERVICE);
            journal.put(DELETED, "true").save();
        }
        return Turn.again(POLL, subject + ": deleting");
    }

    /** A pool keeps its tags among its properties. */
    private boolean isOurs(AksSession session, ObjectNode body) {
        return Wrote.isOurs(session, pool ? body.path("properties") : body);
    }
}
