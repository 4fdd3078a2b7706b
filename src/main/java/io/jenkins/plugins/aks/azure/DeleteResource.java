package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes one Azure resource and waits until it is gone. A delete cannot be called back, so stopping leaves it to the
 * service. Result: {@code changed}.
 *
 * @param <S> the session
 */
public final class DeleteResource<S> implements Operation<S> {
    private final ResourceTarget target;
    private final ArmAccess<S> access;
    private final Permit permit;

    public DeleteResource(ResourceTarget target, ArmAccess<S> access, Permit permit) {
        this.target = target;
        this.access = access;
        this.permit = permit;
    }

    /** Refuses to delete what must stay. */
    @FunctionalInterface
    public interface Permit {

        /** Returns where this resource may be deleted. */
        void check(ObjectNode current) throws OperationException, TransientException;
    }

    @Override
    public Turn advance(S session, Journal journal) throws Exception {
        Arm arm = access.arm().apply(session);
        WriteRecord writes = new WriteRecord(journal);
        if (LongRunning.isPending(journal)) {
            LongRunning.Progress progress =
                    LongRunning.poll(arm, journal, access.clock().apply(session));
            if (progress instanceof LongRunning.Running running) {
                return Turn.again(running.after(), target.subject() + ": " + running.state());
            }
        }
        Optional<ArmResponse> current = arm.find(target.path(), target.apiVersion());
        if (current.isEmpty()) {
            return Turn.done(Map.of("changed", writes.any()));
        }
        permit.check(current.get().body());
        boolean deleting = current.get()
                .provisioningState()
                .filter("Deleting"::equalsIgnoreCase)
                .isPresent();
        if (deleting) {
            return wait(session, current.get());
        }
        Optional<Turn> rest = new Rest(arm, access.clock().apply(session)).of(target, current);
        return rest.isPresent() ? rest.get() : delete(session, arm, writes, journal);
    }

    @Override
    public Turn abort(S session, Journal journal, OnAbort how) {
        return new WriteRecord(journal).any()
                ? Operation.left(target.subject() + " is being deleted; the service goes on by itself")
                : Operation.left(target.subject() + " was not deleted");
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(target.writerKey());
    }

    private Turn delete(S session, Arm arm, WriteRecord writes, Journal journal) throws Exception {
        writes.starts(false);
        ArmResponse response = arm.delete(target.path(), target.apiVersion());
        writes.wasAccepted();
        LongRunning.accepted(journal, "DELETE", target.path(), target.apiVersion(), response);
        return LongRunning.isPending(journal)
                ? wait(session, response)
                : Turn.again(Duration.ZERO, target.subject() + ": deleting");
    }

    private Turn wait(S session, ArmResponse response) {
        Duration wait = RetryAfter.of(response.headers(), access.clock().apply(session))
                .orElse(LongRunning.usualWait(target.path()));
        return Turn.again(wait, target.subject() + ": deleting");
    }
}
