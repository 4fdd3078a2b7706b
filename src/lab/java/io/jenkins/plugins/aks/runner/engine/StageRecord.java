package io.jenkins.plugins.aks.runner.engine;

import hudson.model.Result;
import java.time.Duration;
import java.time.Instant;

/** One stage of the run, for the table at the end; given to the stage's body, so that steps in it can mark it. */
public final class StageRecord {

    private final StageRecord parent;
    private final String name;
    private final Instant start;
    private Instant end;
    private Result result = Result.SUCCESS;
    private boolean skipped;

    StageRecord(StageRecord parent, String name, Instant start) {
        this.parent = parent;
        this.name = name;
        this.start = start;
    }

    /** Makes the stage's status, and that of the stages around it, at least as bad. */
    public synchronized void mark(Result worst) {
        result = result.combine(worst);
        if (parent != null) {
            parent.mark(worst);
        }
    }

    public synchronized void skip() {
        skipped = true;
    }

    public synchronized void end(Instant when) {
        end = when;
    }

    public String name() {
        return name;
    }

    synchronized Result result() {
        return result;
    }

    public synchronized String status() {
        if (skipped) {
            return "SKIPPED";
        }
        return end == null ? "RUNNING" : result.toString();
    }

    int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    synchronized Duration duration(Instant now) {
        return Duration.between(start, end == null ? now : end);
    }
}
