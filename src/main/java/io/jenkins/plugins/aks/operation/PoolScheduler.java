package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The engine's threads: a bounded pool of daemons, named {@code aks-engine-N}, that end when they have been idle. */
public final class PoolScheduler implements Scheduler {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration LAST_TURNS = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor pool;

    /**
     * @param threads how many threads there may be at once, at least 1
     * @param classLoader the context class loader of each: the client libraries look up their parts through it
     */
    public PoolScheduler(int threads, ClassLoader classLoader) {
        pool = new ScheduledThreadPoolExecutor(threads, named(classLoader));
        pool.setRemoveOnCancelPolicy(true);
        pool.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        pool.setKeepAliveTime(IDLE.toMillis(), TimeUnit.MILLISECONDS);
        pool.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(ClassLoader classLoader) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "aks-engine-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(classLoader);
            return thread;
        };
    }

    @Override
    public Scheduled schedule(Runnable task, Duration delay) {
        try {
            Future<?> future = pool.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(LAST_TURNS.toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
