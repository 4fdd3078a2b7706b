package io.jenkins.plugins.aks.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The lines that a run writes to its log: one for each change of what is waited for, each with the elapsed time, and a
 * heartbeat when there was no change for long. Safe for use by several threads; the log is called outside the lock.
 */
final class Progress {

    private static final System.Logger LOGGER = System.getLogger(Progress.class.getName());

    private static final String CHANGED = "changed";

    private final Log log;
    private final Clock clock;
    private final Duration heartbeat;
    private Instant started;
    private Instant lastLine;
    private String waitingFor = "the first answer";
    private String hindrance = "";

    Progress(Log log, Clock clock, Duration heartbeat) {
        this.log = log;
        this.clock = clock;
        this.heartbeat = heartbeat;
        this.started = clock.instant();
        this.lastLine = started;
    }

    synchronized void startedAt(Instant first) {
        started = first;
    }

    synchronized Duration elapsed() {
        return Duration.between(started, clock.instant());
    }

    /** What is waited for, and what hinders it. */
    synchronized String waitingFor() {
        return hindrance.isEmpty() ? waitingFor : waitingFor + " (" + hindrance + ")";
    }

    /** Sets what the turn waits for; writes the line if that is new, unless the turn is quiet. */
    void waitingFor(Turn.Again turn) {
        if (isNews(turn.waitingFor()) && !turn.quiet()) {
            line(turn.waitingFor());
        }
    }

    /** Sets what is waited for; writes the line if that is new. */
    void waitingFor(String text, String line) {
        if (isNews(text)) {
            line(line);
        }
    }

    private synchronized boolean isNews(String text) {
        hindrance = "";
        boolean news = !text.equals(waitingFor);
        waitingFor = text;
        return news;
    }

    /** Sets what hinders the turns at the moment, with a line if nothing did before. */
    void hindered(String text) {
        synchronized (this) {
            boolean known = !hindrance.isEmpty();
            hindrance = text;
            if (known) {
                return;
            }
        }
        line(waitingFor());
    }

    void line(String text) {
        write(mark() + text);
    }

    /** Says whether anything was changed, for an operation that can change something. */
    void ended(String name, Map<String, Object> result) {
        if (result.get(CHANGED) instanceof Boolean changed) {
            line(name + (changed ? ": done" : ": nothing to change"));
        }
    }

    private synchronized String mark() {
        lastLine = clock.instant();
        return String.format("[%6s] ", Durations.format(elapsed()));
    }

    /** A heartbeat if the log was silent for long enough. */
    void beat(Duration remaining, String until) {
        dueLine().ifPresent(start -> write(start + "; " + Durations.format(remaining) + " left " + until));
    }

    private synchronized Optional<String> dueLine() {
        return untilBeat().isZero() ? Optional.of(mark() + "unchanged: " + waitingFor()) : Optional.empty();
    }

    /** How long until the next heartbeat is due; zero if it is. */
    synchronized Duration untilBeat() {
        Duration left = Duration.between(clock.instant(), lastLine.plus(heartbeat));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void write(String text) {
        try {
            log.line(text);
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a line could not be written to the log: " + text, e);
        }
    }
}
