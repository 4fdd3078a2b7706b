package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;

/**
 * Stops what an operation started on a resource: AKS clusters and pools have an abort action, deployments a cancel
 * action; other kinds end by themselves. With {@link OnAbort#DELETE}, what the operation created is deleted then.
 */
final class StopResource {
    private static final String ASKED = "abortAsked";
    private static final String DELETES = "abortDeletes";

    private final ResourceTarget target;
    private final Arm arm;
    private final Clock clock;

    StopResource(ResourceTarget target, Arm arm, Clock clock) {
        this.target = target;
        this.arm = arm;
        this.clock = clock;
    }

    Turn stop(Journal journal, OnAbort how) throws OperationException, TransientException, IOException {
        WriteRecord writes = new WriteRecord(journal);
        if (!writes.any()) {
            return Operation.left(target.subject() + " was not changed");
        }
        Optional<ArmResponse> current = arm.find(target.path(), target.apiVersion());
        if (current.isEmpty()) {
            return Operation.left(target.subject() + " does not exist");
        }
        String state = current.get().provisioningState().orElse("Succeeded");
        if (how == OnAbort.DETACH) {
            return Operation.left(target.subject() + " is " + state + "; the service goes on by itself");
        }
        boolean deletes = how == OnAbort.DELETE && writes.created();
        if (deletes && journal.get(DELETES).isPresent()) {
            return Turn.again(wait(current.get()), target.subject() + ": " + state);
        }
        if (!LongRunning.isFinal(state)) {
            cancel(journal);
            return Turn.again(wait(current.get()), target.subject() + ": stopping, " + state);
        }
        return deletes ? delete(journal) : Operation.left(target.subject() + " is " + state);
    }

    private void cancel(Journal journal) throws OperationException, TransientException, IOException {
        String action = action();
        if (action.isEmpty() || journal.get(ASKED).isPresent()) {
            return;
        }
        try {
            arm.post(target.path() + "/" + action, target.apiVersion(), null);
        } catch (ArmException e) {
            if (e.status() != 400 && e.status() != 404 && e.status() != 409) {
                throw e;
            }
        }
        journal.put(ASKED, "true").save();
    }

    private Turn delete(Journal journal) throws OperationException, TransientException, IOException {
        ArmResponse response = arm.delete(target.path(), target.apiVersion());
        journal.put(DELETES, "true").save();
        return response.status() == 204
                ? Operation.left(target.subject() + " was deleted")
                : Turn.again(wait(response), target.subject() + ": deleting");
    }

    private String action() {
        ResourceId id = ResourceId.parse(target.path());
        if (id.isOf("Microsoft.Resources/deployments")) {
            return "cancel";
        }
        boolean aks = id.isOf("Microsoft.ContainerService/managedClusters")
                || id.isOf("Microsoft.ContainerService/managedClusters/agentPools");
        return aks ? "abort" : "";
    }

    private java.time.Duration wait(ArmResponse response) {
        return RetryAfter.of(response.headers(), clock).orElse(LongRunning.usualWait(target.path()));
    }
}
