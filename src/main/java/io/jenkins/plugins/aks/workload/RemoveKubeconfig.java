package io.jenkins.plugins.aks.workload;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;

/** Removes the kubeconfig of a block from the agent. */
final class RemoveKubeconfig implements Operation<AksSession> {
    private final String file;

    RemoveKubeconfig(String file) {
        this.file = file;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        session.workspace().removePrivate("withKubeconfig", file);
        return Turn.done(Map.of());
    }
}
