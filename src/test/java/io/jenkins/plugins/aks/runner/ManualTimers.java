package io.jenkins.plugins.aks.runner;

import io.jenkins.plugins.aks.runner.engine.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when the test says so, or at once whenever something waits for it. */
final class ManualTimers extends Clock implements Timers {

    private record Timer(Instant due, Runnable action) {}

    private final boolean impatient;
    private final List<Timer> timers = new ArrayList<>();
    private final List<Duration> delays = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");

    private ManualTimers(boolean impatient) {
        this.impatient = impatient;
    }

    static ManualTimers still() {
        return new ManualTimers(false);
    }

    /** Whoever waits for a point in time finds that it is there. */
    static ManualTimers impatient() {
        return new ManualTimers(true);
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable action) {
        delays.add(delay);
        Timer timer = new Timer(now.plus(delay), action);
        if (impatient) {
            now = timer.due();
            new Thread(action).start();
        } else {
            timers.add(timer);
        }
        return () -> cancel(timer);
    }

    private synchronized void cancel(Timer timer) {
        timers.remove(timer);
    }

    synchronized List<Duration> delays() {
        return List.copyOf(delays);
    }

    void advance(Duration time) {
        List<Timer> due;
        synchronized (this) {
            now = now.plus(time);
            due = timers.stream().filter(t -> !t.due().isAfter(now)).toList();
            timers.removeAll(due);
        }
        due.forEach(t -> t.action().run());
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
