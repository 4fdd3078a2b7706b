package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;

/** Drives an operation turn by turn, as the engine would, without its clock. */
final class Turns {
    private static final int MOST = 100;

    private Turns() {}

    static Map<String, Object> run(Operation<AksSession> operation, FakeSession session) throws Exception {
        return run(operation, session, new MemoryJournal());
    }

    /** To the end; what passes by itself is tried again. */
    static Map<String, Object> run(Operation<AksSession> operation, FakeSession session, Journal journal)
            throws Exception {
        for (int i = 0; i < MOST; i++) {
            if (turn(operation, session, journal) instanceof Turn.Done done) {
                return done.result();
            }
        }
        throw new AssertionError("not done after " + MOST + " turns: " + session.log);
    }

    /** Each turn in a new process: only what was saved is known. */
    static Map<String, Object> runRestarting(Operation<AksSession> operation, FakeSession session) throws Exception {
        MemoryJournal journal = new MemoryJournal();
        for (int i = 0; i < MOST; i++) {
            if (turn(operation, session, journal) instanceof Turn.Done done) {
                return done.result();
            }
            journal = journal.reopen();
        }
        throw new AssertionError("not done after " + MOST + " turns: " + session.log);
    }

    static Turn turn(Operation<AksSession> operation, FakeSession session, Journal journal) throws Exception {
        try {
            Turn turn = operation.advance(session, journal);
            if (turn instanceof Turn.Again again) {
                session.pass(again.after());
            }
            return turn;
        } catch (TransientException e) {
            return Turn.again(java.time.Duration.ofSeconds(1), e.getMessage());
        }
    }

    static String abort(Operation<AksSession> operation, FakeSession session, Journal journal, OnAbort how)
            throws Exception {
        for (int i = 0; i < MOST; i++) {
            if (operation.abort(session, journal, how) instanceof Turn.Done done) {
                return done.result().get(Operation.LEFT).toString();
            }
        }
        throw new AssertionError("the abort did not end after " + MOST + " turns");
    }
}
