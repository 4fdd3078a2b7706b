package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.time.Instant;

/**
 * One job's life in the engine: when turns are taken, and the one end. What a turn does is {@link Turns}' business.
 *
 * <p>The lock guards the fields below it and is never held while foreign code runs. Turns do not overlap because a turn
 * starts only where {@code turning} is false; who wants one while it is true sets {@code again} instead, so no wake-up is lost.
 */
final class Run<S> implements Handle, Writers.Waiter {

    private static final System.Logger LOGGER = System.getLogger(Run.class.getName());

    private final Job<S> job;
    private final EngineParts parts;
    private final Progress progress;
    private final Turns<S> turns;

    private final Object lock = new Object();
    private boolean turning;
    private Thread turner;
    private boolean again;
    private boolean ended;
    private Stop stop;
    private long wakeNumber;
    private Scheduler.Scheduled wake = () -> {};
    private Scheduler.Scheduled deadline = () -> {};
    private Scheduler.Scheduled grace = () -> {};
    private Scheduler.Scheduled beat = () -> {};
    private Instant stopEnds;

    Run(Job<S> job, EngineParts parts) {
        this.job = job;
        this.parts = parts;
        this.progress = new Progress(
                job.host().log(), parts.settings().clock(), parts.settings().heartbeat());
        this.turns = new Turns<>(job, parts, progress, this);
    }

    void start() {
        nudge();
    }

    @Override
    public String status() {
        synchronized (lock) {
            return ended ? "finished" : (stop == null ? "" : "stopping: ") + "waiting for " + progress.waitingFor();
        }
    }

    @Override
    public void stop(Throwable cause) {
        stop(Stop.requested(job.host().reason(cause), cause));
    }

    @Override
    public void granted() {
        nudge();
    }

    /** The stop in force, or null. */
    Stop stopping() {
        synchronized (lock) {
            return stop;
        }
    }

    private void stop(Stop wanted) {
        synchronized (lock) {
            if (begin(wanted)) {
                nudge();
            }
        }
    }

    /** Begins a stop, or adds to the one under way; true if it begins. The caller sees to it that a turn follows. */
    boolean begin(Stop wanted) {
        synchronized (lock) {
            if (ended) {
                return false;
            }
            if (stop != null) {
                stop = stop.and(wanted);
                return false;
            }
            stop = wanted;
            stopEnds = now().plus(job.abortGrace());
            grace = parts.scheduler().schedule(this::graceOver, job.abortGrace());
            return true;
        }
    }

    /** Called by the first turn of this life, once the deadline is known. */
    void watch(Instant timeLimit) {
        synchronized (lock) {
            if (!ended) {
                deadline = parts.scheduler().schedule(() -> deadlineOver(timeLimit), until(timeLimit));
                beat = parts.scheduler().schedule(() -> beat(timeLimit), progress.untilBeat());
            }
        }
    }

    private void deadlineOver(Instant timeLimit) {
        synchronized (lock) {
            if (ended || stop != null || parts.closed().getAsBoolean()) {
                return;
            }
            if (now().isBefore(timeLimit)) {
                deadline = parts.scheduler().schedule(() -> deadlineOver(timeLimit), until(timeLimit));
                return;
            }
        }
        stop(Stop.timeLimit(progress.waitingFor()));
    }

    private void beat(Instant timeLimit) {
        boolean stopping;
        Instant end;
        synchronized (lock) {
            if (ended || parts.closed().getAsBoolean()) {
                return;
            }
            stopping = stop != null;
            end = stopping ? stopEnds : timeLimit;
        }
        progress.beat(until(end), stopping ? "to stop" : "until the time limit");
        synchronized (lock) {
            if (!ended) {
                beat = parts.scheduler().schedule(() -> beat(timeLimit), progress.untilBeat());
            }
        }
    }

    private void nudge() {
        synchronized (lock) {
            if (turning) {
                again = true;
            } else if (!ended) {
                wakeAfter(Duration.ZERO);
            }
        }
    }

    private void wakeAfter(Duration delay) {
        wake.cancel();
        long number = ++wakeNumber;
        wake = parts.scheduler().schedule(() -> wake(number), delay);
    }

    private void wake(long number) {
        synchronized (lock) {
            if (ended || turning || number != wakeNumber || parts.closed().getAsBoolean()) {
                return;
            }
            turning = true;
            turner = Thread.currentThread();
            again = false;
        }
        settle(turns.take());
    }

    private void settle(Next next) {
        boolean wasEnded;
        boolean ends = false;
        synchronized (lock) {
            turning = false;
            turner = null;
            wasEnded = ended;
            if (!ended && !parts.closed().getAsBoolean()) {
                ends = isEnd(next);
                if (ends) {
                    end();
                } else if (again) {
                    wakeAfter(Duration.ZERO);
                } else if (next instanceof Next.Wake later) {
                    wakeAfter(later.after());
                }
            }
        }
        if (wasEnded) {
            turns.leave();
            Thread.interrupted();
        } else if (ends) {
            turns.leave();
            conclude(next);
        }
    }

    /** A stop that came during the last turn overtakes the turn's end: the abort turns, woken by it, have the last word. */
    private boolean isEnd(Next next) {
        return next instanceof Next.Stopped
                || (stop == null && (next instanceof Next.Succeed || next instanceof Next.Fail));
    }

    private void end() {
        ended = true;
        wake.cancel();
        deadline.cancel();
        grace.cancel();
        beat.cancel();
    }

    private void graceOver() {
        boolean hangs;
        synchronized (lock) {
            if (ended || parts.closed().getAsBoolean()) {
                return;
            }
            end();
            hangs = turning;
            if (hangs) {
                turner.interrupt();
            }
        }
        if (!hangs) {
            turns.leave();
        }
        conclude(new Next.Stopped(
                "not known; the " + Durations.format(job.abortGrace()) + " to stop it were over while waiting for "
                        + progress.waitingFor(),
                null));
    }

    private void conclude(Next end) {
        try {
            if (end instanceof Next.Succeed succeed) {
                progress.ended(job.name(), succeed.result());
                job.host().succeed(succeed.result());
            } else if (end instanceof Next.Fail fail) {
                job.host().fail(fail.cause());
            } else if (end instanceof Next.Stopped stopped) {
                progress.line("stopped; state: " + stopped.left());
                job.host()
                        .fail(stopping()
                                .failure(
                                        job.name(),
                                        stopped.left(),
                                        progress.elapsed(),
                                        job.timeLimit(),
                                        stopped.abortTrouble()));
            }
        } catch (RuntimeException | Error e) {
            LOGGER.log(System.Logger.Level.ERROR, "the host of " + job.name() + " failed to take the end", e);
        }
    }

    private Instant now() {
        return parts.settings().clock().instant();
    }

    private Duration until(Instant instant) {
        Duration left = Duration.between(now(), instant);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
