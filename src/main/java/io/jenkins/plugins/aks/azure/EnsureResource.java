package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Converges one Azure resource: looks at it, waits until it (and its cluster) is at rest, asks what must change, PUTs it
 * with If-Match, follows the operation, and looks again until nothing must change. A resource that somebody else left in
 * state Failed is written once as it is, which makes the service try again.
 *
 * @param <S> the session
 */
public final class EnsureResource<S> implements Operation<S> {
    private static final int MOST_WRITES = 3;

    private final ResourceTarget target;
    private final ArmAccess<S> access;
    private final Change<S> change;
    private final Result<S> result;

    public EnsureResource(ResourceTarget target, ArmAccess<S> access, Change<S> change, Result<S> result) {
        this.target = target;
        this.access = access;
        this.change = change;
        this.result = result;
    }

    /** What must change. */
    @FunctionalInterface
    public interface Change<S> {

        /**
         * @param current what GET gave; empty where the resource does not exist
         * @return the whole body to PUT (see {@link ResourceUpdate#editable}); empty where nothing must change, which is not
         *     allowed while the resource does not exist
         */
        Optional<ObjectNode> of(S session, Optional<ObjectNode> current) throws OperationException, TransientException;
    }

    /** What the operation returns. */
    @FunctionalInterface
    public interface Result<S> {

        /** @param changed whether this operation wrote, now or before a restart */
        Map<String, Object> of(S session, ObjectNode current, boolean changed)
                throws OperationException, TransientException;
    }

    /** Whether this operation sent a write, now or before a restart; one that was refused does not count. */
    public static boolean wrote(Journal journal) {
        return new WriteRecord(journal).any();
    }

    @Override
    public Turn advance(S session, Journal journal) throws Exception {
        Arm arm = access.arm().apply(session);
        if (LongRunning.isPending(journal)) {
            LongRunning.Progress progress =
                    LongRunning.poll(arm, journal, access.clock().apply(session));
            if (progress instanceof LongRunning.Running running) {
                return Turn.again(running.after(), target.subject() + ": " + running.state());
            }
        }
        Optional<ArmResponse> current = arm.find(target.path(), target.apiVersion());
        Optional<Turn> wait = new Rest(arm, access.clock().apply(session)).of(target, current);
        return wait.isPresent() ? wait.get() : converge(session, arm, journal, current);
    }

    @Override
    public Turn abort(S session, Journal journal, OnAbort how) throws Exception {
        return new StopResource(
                        target, access.arm().apply(session), access.clock().apply(session))
                .stop(journal, how);
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(target.writerKey());
    }

    private Turn converge(S session, Arm arm, Journal journal, Optional<ArmResponse> current) throws Exception {
        WriteRecord writes = new WriteRecord(journal);
        boolean failed = current.flatMap(ArmResponse::provisioningState)
                .filter(LongRunning::isFailure)
                .isPresent();
        if (failed && (writes.count() > 0 || writes.created())) {
            throw LongRunning.failureIn(target.path(), current.get());
        }
        Optional<ObjectNode> body = change.of(session, current.map(ArmResponse::body));
        if (body.isEmpty() && !failed) {
            ObjectNode now = current.orElseThrow(() -> new IllegalStateException(
                            target.subject() + " does not exist, and yet nothing must change"))
                    .body();
            return Turn.done(result.of(session, now, writes.any()));
        }
        if (writes.count() >= MOST_WRITES) {
            throw new OperationException(
                    target.subject() + ": " + writes.count() + " writes were accepted, and it still differs from what"
                            + " was asked for. Another tool or an Azure Policy may"
                            + " change it back: look at the"
                            + " activity"
                            + " log of"
                            + " " + target.path() + ".");
        }
        ObjectNode wanted =
                body.orElseGet(() -> ResourceUpdate.editable(current.get().body()));
        return write(session, arm, writes, journal, current, wanted);
    }

    private Turn write(
            S session, Arm arm, WriteRecord writes, Journal journal, Optional<ArmResponse> current, ObjectNode wanted)
            throws OperationException, TransientException, IOException {
        Map<String, String> headers = current.map(ResourceUpdate::ifMatch).orElse(Map.of());
        writes.starts(current.isEmpty());
        ArmResponse response;
        try {
            response = arm.put(target.path(), target.apiVersion(), wanted, headers);
        } catch (BusyException e) {
            writes.wasRefused();
            throw e;
        } catch (ArmException e) {
            writes.wasRefused();
            if (e.isPreconditionFailed()) {
                return Turn.again(Duration.ofSeconds(1), target.subject() + ": changed meanwhile, reading it again");
            }
            throw e;
        }
        writes.wasAccepted();
        LongRunning.accepted(journal, "PUT", target.path(), target.apiVersion(), response);
        Duration wait = LongRunning.isPending(journal)
                ? RetryAfter.of(response.headers(), access.clock().apply(session))
                        .orElse(LongRunning.usualWait(target.path()))
                : Duration.ZERO;
        return Turn.again(wait, target.subject() + ": " + (current.isEmpty() ? "creating" : "updating"));
    }
}
