package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;

/**
 * A part of an upgrade that says, where it fails or is stopped, which pools the upgrade has not touched.
 *
 * @param untouched names of the pools that come after it
 */
record UpgradeStage(Operation<AksSession> part, List<String> untouched) implements Operation<AksSession> {

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        try {
            return part.advance(session, journal);
        } catch (OperationException failure) {
            throw new OperationException(failure.getMessage() + rest(), failure.data(), failure);
        }
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        Turn turn = part.abort(session, journal, how);
        return turn instanceof Turn.Done done ? Operation.left(done.result().get(LEFT) + "." + rest()) : turn;
    }

    private String rest() {
        return untouched.isEmpty()
                ? ""
                : " Not touched: " + (untouched.size() == 1 ? "pool " : "pools ") + String.join(", ", untouched) + ".";
    }
}
