package io.jenkins.plugins.aks.operation;

import java.util.Map;
import java.util.Optional;

/**
 * Converges the world to a wanted state in short turns. A turn looks at the world first, then does at most the next
 * write, then returns; it never sleeps and never waits. Because a turn looks first, a restart, a retried build and a
 * second run are the same case.
 *
 * <p>A turn reports trouble by what it throws: a {@link TransientException} or an {@link java.io.IOException} is tried
 * again with back-off until the time limit, an {@link OperationException} ends the operation, and any other exception
 * ends it as a defect.
 *
 * @param <S> the session: live clients, clock and log, rebuilt after a restart
 */
public interface Operation<S> {

    /** One turn towards the wanted state. */
    Turn advance(S session, Journal journal) throws Exception;

    /**
     * One turn towards a stop, called instead of {@link #advance} once the build was stopped, with the same rules.
     * Ends with a {@link Turn.Done} whose result says under {@link #LEFT} in which state the world was left.
     */
    default Turn abort(S session, Journal journal, OnAbort how) throws Exception {
        return left("nothing was left running");
    }

    /** The key that admits one writer at a time across builds, e.g. a cluster's resource id; empty for readers. */
    default Optional<String> writerKey() {
        return Optional.empty();
    }

    /** The key of an abort's result: a sentence that says in which state the world was left. */
    String LEFT = "left";

    /** The end of an abort. */
    static Turn left(String state) {
        return Turn.done(Map.of(LEFT, state));
    }
}
