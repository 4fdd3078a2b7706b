package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;

/** The end of a lab that stays: says so, and who deletes it. */
final class KeptLab implements Operation<AksSession> {

    private final String name;

    KeptLab(String name) {
        this.name = name;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) {
        session.log().line("Lab " + name + " is kept; labSweep deletes it after its expiry, labDestroy at once.");
        return Turn.done(Map.of("name", name, "changed", false));
    }
}
