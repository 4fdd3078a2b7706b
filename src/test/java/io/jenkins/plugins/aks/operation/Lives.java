package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs plans to their ends through as many lives of the process as there are kills: each life has a new engine, new
 * hosts, and the journals that the one before left on disk.
 */
final class Lives {

    static final Duration TIME_LIMIT = Duration.ofDays(2);
    static final Duration GRACE = Duration.ofHours(3);
    private static final int MOST_STEPS = 200_000;

    final VirtualTime time = new VirtualTime();
    final Fate fate;
    final FakeCloud cloud;
    private final Path directory;
    private final List<Plan> plans;
    private final Duration timeLimit;
    private final Instant born = time.instant();
    private final Map<String, Object> ends = new TreeMap<>();
    private final Map<String, Handle> handles = new HashMap<>();
    private final Map<String, Throwable> stops = new HashMap<>();
    private final Map<String, String> writers = new HashMap<>();
    private final List<String> wrongs = new ArrayList<>();
    private int lives;

    Lives(Path directory, List<Plan> plans, List<Fault> faults, Duration timeLimit) {
        this.directory = directory;
        this.plans = plans;
        this.timeLimit = timeLimit;
        this.fate = new Fate(faults);
        this.cloud = new FakeCloud(time, fate);
    }

    /** The end of each plan: its result, or the throwable it failed with. */
    Map<String, Object> run() {
        begin();
        for (int step = 0; ends.size() < plans.size(); step++) {
            if (step == MOST_STEPS || !time.runNext()) {
                throw new AssertionError("never ended: " + plans + ", ended: " + ends.keySet());
            }
            if (fate.dead()) {
                begin();
            } else {
                stopThoseDue();
            }
        }
        if (!wrongs.isEmpty()) {
            throw new AssertionError(wrongs);
        }
        return ends;
    }

    Throwable stopCause(Plan plan) {
        return stops.get(plan.name());
    }

    int lives() {
        return lives;
    }

    private void begin() {
        lives++;
        time.close();
        fate.revive();
        handles.clear();
        writers.clear();
        cloud.forgetBudgets();
        stops.keySet().removeIf(name -> !ends.containsKey(name));
        Engine engine = new Engine(EngineSettings.defaults().withClock(time).withSeed(lives), time);
        for (Plan plan : plans) {
            if (!ends.containsKey(plan.name())) {
                handles.put(plan.name(), engine.start(job(plan)));
            }
        }
    }

    private Job<FakeCloud> job(Plan plan) {
        return new Job<>(
                plan.name(),
                new WatchedOperation(plan.operation(), plan, time, writers),
                () -> cloud,
                journal(plan),
                new LifeHost(plan),
                plan.budget(),
                timeLimit,
                plan.onAbort(),
                GRACE);
    }

    private Journal journal(Plan plan) {
        try {
            Path file = FileJournal.file(directory, plan.name());
            return FileJournal.open(file, "createThings", "digest of " + plan.name(), new FaultyDisk(fate));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopThoseDue() {
        for (Plan plan : plans) {
            boolean due = plan.stopAfter().isPresent()
                    && !time.instant().isBefore(born.plus(plan.stopAfter().get()));
            if (due && !ends.containsKey(plan.name()) && !stops.containsKey(plan.name())) {
                Throwable cause = new Exception("stopped by a person");
                stops.put(plan.name(), cause);
                if (new Ledger(journal(plan)).stopping().isEmpty()) {
                    handles.get(plan.name()).stop(cause);
                    handles.get(plan.name()).stop(new Exception("stopped once more"));
                }
            }
        }
    }

    /** A host of one life; once the process has ended it hears nothing. */
    private final class LifeHost implements Host {
        private final Plan plan;
        private final int life = lives;

        LifeHost(Plan plan) {
            this.plan = plan;
        }

        @Override
        public Log log() {
            return line -> {};
        }

        @Override
        public void succeed(Map<String, Object> result) {
            end(result);
        }

        @Override
        public void fail(Throwable cause) {
            end(cause);
        }

        private void end(Object end) {
            if (fate.dead() || life != lives) {
                return;
            }
            if (ends.put(plan.name(), end) != null) {
                wrongs.add(plan.name() + " ended twice");
            }
            writers.remove(plan.writerKey(), plan.name());
        }
    }
}
