package io.jenkins.plugins.aks.bench;

import io.jenkins.plugins.aks.operation.Engine;
import io.jenkins.plugins.aks.operation.EngineSettings;
import io.jenkins.plugins.aks.operation.FileJournal;
import io.jenkins.plugins.aks.operation.Handle;
import io.jenkins.plugins.aks.operation.Host;
import io.jenkins.plugins.aks.operation.Job;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts many operations that all wait at once, and measures the engine's threads and the heap that each operation
 * holds. Each is a sequence of three phases with a journal on disk, as a step that creates a cluster has it: the first
 * phase is finished, the second has asked for something and looks again in an hour.
 */
public final class WaitingOperations {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ENGINE_THREAD = "aks-engine-";

    private final int operations;
    private final Path directory;
    private final CountDownLatch waiting;
    private final AtomicInteger mostThreads = new AtomicInteger();

    private WaitingOperations(int operations, Path directory) {
        this.operations = operations;
        this.directory = directory;
        this.waiting = new CountDownLatch(operations);
    }

    /**
     * @param mostThreads the most engine threads that were seen at once
     * @param heapEach bytes of heap that one waiting operation holds
     * @param toWaiting from the first start until all wait, their journals written and synced
     */
    public record Report(int operations, int mostThreads, long heapEach, Duration toWaiting) {}

    public static Report measure(int operations, Path directory) throws Exception {
        return new WaitingOperations(operations, directory).measure();
    }

    private Report measure() throws Exception {
        EngineSettings settings = EngineSettings.defaults();
        List<Handle> handles = new ArrayList<>(operations);
        try (Engine engine = new Engine(settings)) {
            long before = usedHeap();
            long start = System.nanoTime();
            for (int number = 0; number < operations; number++) {
                handles.add(engine.start(job(number)));
            }
            if (!waiting.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(waiting.getCount() + " operations do not wait after " + PATIENCE);
            }
            Duration toWaiting = Duration.ofNanos(System.nanoTime() - start);
            noteThreads();
            long heap = usedHeap() - before;
            return new Report(handles.size(), mostThreads.get(), heap / operations, toWaiting);
        }
    }

    private Job<Session> job(int number) throws IOException {
        String cluster = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/bench/providers/"
                + "Microsoft.ContainerService/managedClusters/bench-" + number;
        FileJournal journal = FileJournal.open(
                FileJournal.file(directory, Integer.toString(number)), "aksCreate", "digest-" + number);
        return new Job<>(
                "aksCreate bench-" + number,
                operation(cluster),
                () -> new Session(cluster),
                journal,
                new SilentHost(),
                "subscription",
                Duration.ofHours(2),
                OnAbort.CANCEL,
                Duration.ofMinutes(10));
    }

    private Operation<Session> operation(String cluster) {
        return Sequence.<Session>named()
                .then(
                        "resource group",
                        (session, journal) -> Turn.done(Map.of("id", session.cluster(), "changed", true)))
                .thenFrom("cluster", results -> this::create)
                .thenFrom("node pool", results -> this::create)
                .writing(cluster)
                .build();
    }

    private Turn create(Session session, Journal journal) throws IOException {
        noteThreads();
        journal.put(
                "operation",
                "https://management.azure.com" + session.cluster() + "/operations/1?api-version=2025-05-01");
        journal.save();
        waiting.countDown();
        return Turn.again(Duration.ofHours(1), "cluster " + session.cluster() + ": Creating");
    }

    private void noteThreads() {
        Thread[] threads = new Thread[Thread.activeCount() + 64];
        int alive = Thread.enumerate(threads);
        int ofEngine = 0;
        for (int at = 0; at < alive; at++) {
            if (threads[at].getName().startsWith(ENGINE_THREAD)) {
                ofEngine++;
            }
        }
        mostThreads.accumulateAndGet(ofEngine, Math::max);
    }

    private static long usedHeap() {
        long used = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private record Session(String cluster) {}

    private static final class SilentHost implements Host {
        @Override
        public Log log() {
            return line -> {};
        }

        @Override
        public void succeed(Map<String, Object> result) {
            throw new IllegalStateException("it should wait");
        }

        @Override
        public void fail(Throwable cause) {
            throw new IllegalStateException("it should wait", cause);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Report report = measure(1_000, Path.of("target", "bench", Long.toString(System.nanoTime())));
        System.out.printf("operations waiting at once  %,8d%n", report.operations());
        System.out.printf("engine threads, at most     %,8d   (limit 16)%n", report.mostThreads());
        System.out.printf("heap of each operation      %,8d   bytes (limit 20,480)%n", report.heapEach());
        System.out.printf(
                "until all wait              %,8d   ms, with 3 synced journal writes each%n",
                report.toWaiting().toMillis());
        if (report.mostThreads() > 16 || report.heapEach() >= 20 * 1024) {
            throw new IllegalStateException("a limit was exceeded: " + report);
        }
    }
}
