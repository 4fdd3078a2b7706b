package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;

/** A phase that has nothing to do. */
final class Nothing implements Operation<AksSession> {
    @Override
    public Turn advance(AksSession session, Journal journal) {
        return Turn.done(Map.of("changed", false));
    }
}
