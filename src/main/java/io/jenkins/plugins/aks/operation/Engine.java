package io.jenkins.plugins.aks.operation;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs operations in short turns on a few threads; no thread is held while an operation waits. It owns what all
 * operations need in the same way: time limits, back-off, throttling budgets, one writer by key, heartbeats, stopping.
 *
 * <p>It keeps nothing durable but what it writes into an operation's journal under {@code engine/}. To resume after a
 * restart is to start the same job with the same journal again: the deadline saved first holds, a stop under way goes
 * on, and a result reached before is given to the host without a turn.
 */
public final class Engine implements AutoCloseable {

    private final EngineParts parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** An engine with threads of its own. */
    public Engine(EngineSettings settings) {
        this(settings, new PoolScheduler(settings.threads(), settings.classLoader()));
    }

    /** @param scheduler closed with the engine; its time must go as the settings' clock does */
    public Engine(EngineSettings settings, Scheduler scheduler) {
        this.parts = new EngineParts(
                settings,
                scheduler,
                new Budgets(settings.spread()),
                new Writers(),
                new SplittableRandom(settings.seed()),
                closed::get);
    }

    /**
     * Starts or resumes the job. Returns at once, without I/O; all turns, and the host's calls, are made on engine
     * threads, one at a time. The host gets exactly one {@code succeed} or {@code fail}, unless the engine is closed
     * first: then none, as if the process had ended.
     */
    public <S> Handle start(Job<S> job) {
        if (closed.get()) {
            throw new IllegalStateException("the engine is closed, so " + job.name() + " cannot be started");
        }
        Run<S> run = new Run<>(job, parts);
        run.start();
        return run;
    }

    /** Takes no further turn. Operations go on when they are started again, in this process or the next one. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            parts.scheduler().close();
        }
    }
}
