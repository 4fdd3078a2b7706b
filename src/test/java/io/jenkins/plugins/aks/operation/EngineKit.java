package io.jenkins.plugins.aks.operation;

import java.time.Duration;

/** An engine in virtual time with one journal and one host, for tests of what it does with a job. */
final class EngineKit {

    static final Duration TIME_LIMIT = Duration.ofHours(1);
    static final Duration GRACE = Duration.ofMinutes(10);

    final VirtualTime time = new VirtualTime();
    final EngineSettings settings = EngineSettings.defaults().withClock(time).withSeed(7);
    MemoryJournal journal = new MemoryJournal();
    RecordingHost host = new RecordingHost();
    Engine engine = new Engine(settings, time);

    Job<String> job(Operation<String> operation) {
        return job("aksCreate demo", operation, journal, host, "");
    }

    Job<String> job(String name, Operation<String> operation, Journal facts, Host end, String budget) {
        return new Job<>(name, operation, () -> "session", facts, end, budget, TIME_LIMIT, OnAbort.CANCEL, GRACE);
    }

    Handle start(Job<String> job) {
        return engine.start(job);
    }

    /** Ends the process and begins a new one, which finds what was saved. */
    void restart() {
        engine.close();
        journal = journal.reopen();
        host = new RecordingHost();
        engine = new Engine(settings, time);
    }
}
