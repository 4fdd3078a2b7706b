package io.jenkins.plugins.aks.pipeline;

import io.jenkins.plugins.aks.operation.Engine;
import io.jenkins.plugins.aks.operation.EngineSettings;
import io.jenkins.plugins.aks.operation.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Lets the steps' waits pass faster, as the time of the sandbox does. */
public final class LabEngine {
    private static final int THREADS = 8;

    private LabEngine() {}

    /**
     * Makes the engine that all steps run on from now.
     *
     * @param clock goes {@code scale} times as fast as the real one
     */
    public static void start(Clock clock, double scale) {
        EngineSettings settings =
                EngineSettings.defaults().withClock(clock).withClassLoader(LabEngine.class.getClassLoader());
        EngineHolder.use(new Engine(settings, new Fast(scale)), clock, null);
    }

    private static final class Fast implements Scheduler {
        private final double scale;
        private final ScheduledThreadPoolExecutor pool;

        Fast(double scale) {
            this.scale = scale;
            this.pool = new ScheduledThreadPoolExecutor(THREADS, task -> {
                Thread thread = new Thread(task, "aks-lab-engine");
                thread.setDaemon(true);
                return thread;
            });
            pool.setRemoveOnCancelPolicy(true);
        }

        @Override
        public Scheduled schedule(Runnable task, Duration delay) {
            ScheduledFuture<?> future = pool.schedule(task, (long) (delay.toNanos() / scale), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        }

        @Override
        public void close() {
            pool.shutdownNow();
        }
    }
}
