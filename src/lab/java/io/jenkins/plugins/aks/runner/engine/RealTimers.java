package io.jenkins.plugins.aks.runner.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** The machine's clock, and one daemon thread. */
public final class RealTimers implements Timers, AutoCloseable {

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lab timers");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        ScheduledFuture<?> timer = scheduler.schedule(action, Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
