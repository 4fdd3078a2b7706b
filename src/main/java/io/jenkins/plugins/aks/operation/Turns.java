package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the turns of one job: lets it in (writer's line, throttling budget), calls the operation, and makes of what the
 * turn returned or threw what comes next. Used by one thread at a time.
 */
final class Turns<S> {

    private final Job<S> job;
    private final EngineParts parts;
    private final Progress progress;
    private final Run<S> run;
    private final Ledger ledger;
    private final BackOff backOff;
    private final String writerKey;
    private final Sessions<S> sessions;
    private Instant place;
    private boolean prepared;
    private boolean stopRecorded;

    Turns(Job<S> job, EngineParts parts, Progress progress, Run<S> run) {
        this.job = job;
        this.parts = parts;
        this.progress = progress;
        this.run = run;
        this.ledger = new Ledger(job.journal());
        EngineSettings settings = parts.settings();
        this.backOff = new BackOff(settings.firstBackOff(), settings.longestBackOff(), parts.random());
        this.sessions = new Sessions<>(job.sessions(), settings.clock(), progress::line);
        this.writerKey = job.operation().writerKey().orElse("");
    }

    /** Gives up the writer's key. */
    void leave() {
        if (!writerKey.isEmpty()) {
            parts.writers().leave(writerKey, run);
        }
    }

    Next take() {
        Stop stop = null;
        try {
            prepare();
            stop = run.stopping();
            return stop == null ? towardsResult() : towardsStop(stop);
        } catch (TransientException e) {
            return trouble(e, e.retryAfter(), e.throttled());
        } catch (IOException | UncheckedIOException | InterruptedException e) {
            return trouble(e, Optional.empty(), false);
        } catch (Throwable e) {
            return failed(stop, e);
        }
    }

    private void prepare() {
        if (prepared) {
            return;
        }
        boolean resumed = ledger.open(now(), job.timeLimit());
        progress.startedAt(ledger.started());
        if (resumed && ledger.result().isEmpty()) {
            progress.line(job.name() + " goes on after a restart");
        }
        prepared = true;
        run.watch(ledger.deadline());
        ledger.stopping().ifPresent(run::begin);
    }

    private Next towardsResult() throws Exception {
        if (ledger.result().isPresent()) {
            return new Next.Succeed(ledger.result().get());
        }
        if (!now().isBefore(ledger.deadline())) {
            run.begin(Stop.timeLimit(progress.waitingFor()));
            return new Next.Wake(Duration.ZERO);
        }
        boolean writer = entersAsWriter();
        if (writer) {
            ledger.begin();
        }
        ledger.save();
        if (!writer) {
            return parked();
        }
        Duration held = heldByBudget();
        if (!held.isZero()) {
            return new Next.Wake(held);
        }
        Turn turn = job.operation().advance(sessions.current(), job.journal());
        backOff.reset();
        if (turn instanceof Turn.Again later) {
            progress.waitingFor(later);
            return new Next.Wake(later.after());
        }
        ledger.result(((Turn.Done) turn).result());
        ledger.save();
        return new Next.Succeed(ledger.result().orElseThrow());
    }

    private Next towardsStop(Stop stop) throws Exception {
        if (!stopRecorded) {
            ledger.stopping(stop);
            ledger.save();
            stopRecorded = true;
            backOff.reset();
            progress.line("stopping: " + stop.text());
        }
        if (!ledger.begun()) {
            return new Next.Stopped("nothing was begun", null);
        }
        if (!entersAsWriter()) {
            return parked();
        }
        Duration held = heldByBudget();
        if (!held.isZero()) {
            return new Next.Wake(held);
        }
        Turn turn = job.operation().abort(sessions.current(), job.journal(), job.onAbort());
        backOff.reset();
        if (turn instanceof Turn.Again later) {
            progress.waitingFor(later);
            return new Next.Wake(later.after());
        }
        Object left = ((Turn.Done) turn).result().get(Operation.LEFT);
        return new Next.Stopped(left == null ? "not known" : left.toString(), null);
    }

    private boolean entersAsWriter() {
        return writerKey.isEmpty() || parts.writers().enter(writerKey, run, ledger.begun());
    }

    private Next parked() {
        String other = "another step's write to " + shortKey();
        progress.waitingFor(other, "waiting for " + other);
        return new Next.Park();
    }

    /** The end of a key that is a path: kind and name. */
    private String shortKey() {
        int name = writerKey.lastIndexOf('/');
        return name < 0 ? writerKey : writerKey.substring(writerKey.lastIndexOf('/', name - 1) + 1);
    }

    private Duration heldByBudget() {
        Instant now = now();
        place = parts.budgets().admit(job.budgetKey(), place, now);
        if (place.isAfter(now)) {
            Duration wait = Duration.between(now, place);
            progress.hindered(
                    "the service limits the rate of requests; next one in " + Durations.format(wait.plusMillis(999)));
            return wait;
        }
        place = null;
        return Duration.ZERO;
    }

    private Next trouble(Exception e, Optional<Duration> retryAfter, boolean throttled) {
        Duration wait = retryAfter.map(backOff::after).orElseGet(backOff::next);
        if (throttled) {
            parts.budgets().throttled(job.budgetKey(), now().plus(retryAfter.orElse(wait)));
        }
        progress.hindered("next try in " + Durations.format(wait.plusMillis(999)) + " after: " + text(e));
        return new Next.Wake(wait);
    }

    private Next failed(Stop stop, Throwable e) {
        if (stop != null) {
            return new Next.Stopped("not known; stopping it failed: " + text(e), e);
        }
        if (e instanceof OperationException) {
            progress.line(text(e));
            return new Next.Fail(e);
        }
        String message = job.name() + " failed by a defect while waiting for " + progress.waitingFor() + ": " + e
                + ". Please report it with this stack trace.";
        return new Next.Fail(new OperationException(message, e));
    }

    private static String text(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private Instant now() {
        return parts.settings().clock().instant();
    }
}
