package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine on real threads: what virtual time cannot show. */
@Timeout(300)
class EngineThreadsTest {

    private static final int JOBS = 150;

    private final Set<String> wrongs = ConcurrentHashMap.newKeySet();
    private final AtomicInteger writers = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(JOBS);

    /** Notes overlapping turns, and other jobs' turns while it is a writer. */
    private final class Overlap implements Operation<String> {
        private final AtomicInteger inside = new AtomicInteger();
        private final boolean writes;
        private final int last;
        private int turns;

        Overlap(boolean writes, int last) {
            this.writes = writes;
            this.last = last;
        }

        @Override
        public Turn advance(String session, Journal journal) throws Exception {
            return turn();
        }

        @Override
        public Turn abort(String session, Journal journal, OnAbort how) throws Exception {
            return turn() instanceof Turn.Again again ? again : Operation.left("x");
        }

        @Override
        public java.util.Optional<String> writerKey() {
            return writes ? java.util.Optional.of("cluster") : java.util.Optional.empty();
        }

        private Turn turn() throws TransientException {
            if (inside.incrementAndGet() != 1) {
                wrongs.add("turns of one job overlap");
            }
            if (writes && writers.incrementAndGet() != 1) {
                wrongs.add("two writers at once");
            }
            Thread.yield();
            turns++;
            if (writes) {
                writers.decrementAndGet();
            }
            inside.decrementAndGet();
            if (turns % 4 == 3) {
                throw new TransientException("busy", Duration.ofMillis(1), turns % 8 == 3, null);
            }
            return turns < last ? Turn.again(Duration.ofMillis(turns % 3), "turn " + turns) : Turn.done(Map.of());
        }
    }

    private final class CountingHost implements Host {
        private final AtomicInteger ends = new AtomicInteger();

        @Override
        public Log log() {
            return line -> {};
        }

        @Override
        public void succeed(Map<String, Object> result) {
            end();
        }

        @Override
        public void fail(Throwable cause) {
            end();
        }

        private void end() {
            if (ends.incrementAndGet() != 1) {
                wrongs.add("ended twice");
            }
            ended.countDown();
        }
    }

    @Test
    void manyJobsAndStopsEndOnceEachWithoutOverlap() throws Exception {
        EngineSettings settings = EngineSettings.defaults()
                .withSeed(3)
                .withBackOff(Duration.ofMillis(1), Duration.ofMillis(4))
                .withHeartbeat(Duration.ofMillis(2));
        Random random = new Random(3);
        try (Engine engine = new Engine(settings)) {
            List<Handle> handles = new ArrayList<>();
            for (int number = 0; number < JOBS; number++) {
                handles.add(engine.start(new Job<>(
                        "job " + number,
                        new Overlap(number % 4 == 0, 1 + random.nextInt(20)),
                        () -> "session",
                        new MemoryJournal(),
                        new CountingHost(),
                        number % 3 == 0 ? "subscription" : "",
                        Duration.ofMinutes(10),
                        OnAbort.CANCEL,
                        Duration.ofMinutes(5))));
                if (random.nextInt(3) == 0) {
                    handles.get(random.nextInt(handles.size())).stop(new Exception("Aborted"));
                }
            }

            assertThat(ended.await(240, TimeUnit.SECONDS))
                    .as("%d did not end", ended.getCount())
                    .isTrue();
        }
        assertThat(wrongs).isEmpty();
    }

    @Test
    void aTurnThatHangsDoesNotHoldTheBuildBeyondTheGrace() throws Exception {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        RecordingHost host = new RecordingHost();
        Host telling = new Host() {
            @Override
            public Log log() {
                return host.log();
            }

            @Override
            public void succeed(Map<String, Object> result) {
                host.succeed(result);
            }

            @Override
            public void fail(Throwable cause) {
                host.fail(cause);
                failed.countDown();
            }
        };
        Operation<String> hanging = (session, journal) -> {
            inTurn.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return Turn.done(Map.of());
        };
        try (Engine engine = new Engine(EngineSettings.defaults())) {
            Handle handle = engine.start(new Job<>(
                    "aksCreate demo",
                    hanging,
                    () -> "session",
                    new MemoryJournal(),
                    telling,
                    "",
                    Duration.ofHours(1),
                    OnAbort.CANCEL,
                    Duration.ofMillis(50)));
            assertThat(inTurn.await(30, TimeUnit.SECONDS)).isTrue();

            Exception cause = new Exception("Aborted");
            handle.stop(cause);

            assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(host.failure()).isSameAs(cause);
        }
    }

    @Test
    void aClosedEngineTellsTheHostNothing() throws Exception {
        CountDownLatch inTurn = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        RecordingHost host = new RecordingHost();
        Operation<String> slow = (session, journal) -> {
            inTurn.countDown();
            go.await();
            return Turn.done(Map.of());
        };
        Engine engine = new Engine(EngineSettings.defaults());
        engine.start(new Job<>(
                "slow",
                slow,
                () -> "session",
                new MemoryJournal(),
                host,
                "",
                Duration.ofHours(1),
                OnAbort.CANCEL,
                Duration.ofMinutes(1)));
        assertThat(inTurn.await(30, TimeUnit.SECONDS)).isTrue();
        Thread closing = new Thread(engine::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }

        go.countDown();
        closing.join();

        assertThat(host.ends()).isZero();
    }
}
