package io.jenkins.plugins.aks.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and a scheduler whose time passes only when a test runs it; single-threaded. */
public final class VirtualTime extends Clock implements Scheduler {

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::number));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long number;

    private record Task(Instant at, long number, Runnable work) {}

    @Override
    public Scheduled schedule(Runnable work, Duration delay) {
        Task task = new Task(now.plus(delay), number++, work);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    /** Runs all that is due until the duration is over; the clock then stands at its end. */
    public void pass(Duration duration) {
        Instant end = now.plus(duration);
        while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
            runNext();
        }
        now = end;
    }

    /** Runs the next task; false if there is none. */
    public boolean runNext() {
        Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        if (task.at().isAfter(now)) {
            now = task.at();
        }
        task.work().run();
        return true;
    }

    /** How many tasks wait. */
    public int waiting() {
        return tasks.size();
    }

    /** Forgets all tasks, as the end of a process does. */
    @Override
    public void close() {
        tasks.clear();
    }

    @Override
    public Instant instant() {
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
