package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What the engine itself keeps in an operation's journal, under {@code engine/}. */
final class Ledger {

    private static final String STARTED = "started";
    private static final String DEADLINE = "deadline";
    private static final String BEGUN = "begun";
    private static final String STOPPING = "stopping";
    private static final String STOP_REASON = "stop-reason";
    private static final String RESULT = "result";

    private final Journal journal;

    Ledger(Journal whole) {
        this.journal = whole.scope("engine");
    }

    /** Sets start and deadline, unless an earlier life of the operation did; true if one did. */
    boolean open(Instant now, Duration timeLimit) {
        if (journal.get(STARTED).isPresent() && journal.get(DEADLINE).isPresent()) {
            return true;
        }
        journal.put(STARTED, now.toString()).put(DEADLINE, now.plus(timeLimit).toString());
        return false;
    }

    Instant started() {
        return journal.instant(STARTED).orElseThrow();
    }

    Instant deadline() {
        return journal.instant(DEADLINE).orElseThrow();
    }

    /** Whether a turn was taken, in this life or an earlier one. */
    boolean begun() {
        return journal.get(BEGUN).isPresent();
    }

    void begin() {
        journal.put(BEGUN, "true");
    }

    Optional<Stop> stopping() {
        return journal.get(STOPPING)
                .map(kind -> new Stop(
                        Stop.Kind.valueOf(kind), journal.get(STOP_REASON).orElse(""), null));
    }

    /** A stopped operation has no result, even if it was reached at the last moment. */
    void stopping(Stop stop) {
        journal.put(STOPPING, stop.kind().name())
                .put(STOP_REASON, stop.reason())
                .remove(RESULT);
    }

    Optional<Map<String, Object>> result() {
        return journal.get(RESULT).map(Json::read);
    }

    void result(Map<String, Object> result) {
        journal.put(RESULT, Json.write(result));
    }

    void save() throws IOException {
        journal.save();
    }
}
