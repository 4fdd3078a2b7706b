package io.jenkins.plugins.aks.lab;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;

/** Takes turns to the end, a transient trouble being one more turn. */
final class Turns {

    private static final int MOST = 50;

    private Turns() {}

    static Map<String, Object> run(Operation<AksSession> operation, AksSession session, Journal journal)
            throws Exception {
        for (int turn = 0; turn < MOST; turn++) {
            try {
                if (operation.advance(session, journal) instanceof Turn.Done done) {
                    return done.result();
                }
            } catch (TransientException passes) {
                // The engine takes the turn again.
            }
        }
        throw new AssertionError("not done after " + MOST + " turns");
    }
}
