package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PoolSchedulerTest {

    @Test
    void threadsAreFewNamedDaemonsWithTheClassLoader() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch done = new CountDownLatch(200);
        try (URLClassLoader loader = new URLClassLoader(new URL[0]);
                PoolScheduler scheduler = new PoolScheduler(3, loader)) {
            for (int task = 0; task < 200; task++) {
                scheduler.schedule(
                        () -> {
                            threads.add(Thread.currentThread());
                            done.countDown();
                        },
                        Duration.ZERO);
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(threads)
                    .hasSizeBetween(1, 3)
                    .doesNotContain(Thread.currentThread())
                    .allSatisfy(thread -> {
                        assertThat(thread.isDaemon()).isTrue();
                        assertThat(thread.getName()).matches("aks-engine-\\d+");
                        assertThat(thread.getContextClassLoader()).isSameAs(loader);
                    });
        }
    }

    @Test
    void canceledAndClosedTasksAreNotRun() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(1);
        PoolScheduler scheduler = new PoolScheduler(1, getClass().getClassLoader());
        scheduler.schedule(runs::incrementAndGet, Duration.ofHours(1)).cancel();
        scheduler.schedule(runs::incrementAndGet, Duration.ofHours(1));
        scheduler.schedule(ran::countDown, Duration.ofMillis(1));
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();

        scheduler.close();
        scheduler.schedule(runs::incrementAndGet, Duration.ZERO).cancel();

        assertThat(runs).hasValue(0);
    }

    @Test
    void closeWaitsForARunningTask() throws Exception {
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        PoolScheduler scheduler = new PoolScheduler(1, getClass().getClassLoader());
        scheduler.schedule(
                () -> {
                    started.countDown();
                    try {
                        go.await();
                        ended.incrementAndGet();
                    } catch (InterruptedException e) {
                        ended.set(-1);
                    }
                },
                Duration.ZERO);
        assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

        go.countDown();
        scheduler.close();

        assertThat(ended).hasValue(1);
    }
}
