package io.jenkins.plugins.aks.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the phases came to, read for the verdict. */
final class FailoverFacts {
    private final Map<String, Object> phases;

    /** @param phases the results by phase */
    FailoverFacts(Map<String, Object> phases) {
        this.phases = phases;
    }

    /** Empty text where the phase does not say. */
    String text(String phase, String key) {
        Object value = of(phase).get(key);
        return value == null ? "" : value.toString();
    }

    int number(String phase, String key) {
        return of(phase).get(key) instanceof Number number ? number.intValue() : 0;
    }

    double seconds(String phase, String key) {
        return of(phase).get(key) instanceof Number number ? number.doubleValue() : 0;
    }

    boolean is(String phase, String key) {
        return Boolean.TRUE.equals(of(phase).get(key));
    }

    private Map<?, ?> of(String phase) {
        return phases.get(phase) instanceof Map<?, ?> map ? map : Map.of();
    }

    private Optional<Instant> time(String phase, String key) {
        return Optional.of(text(phase, key)).filter(text -> !text.isEmpty()).map(Instant::parse);
    }

    private Instant cut() {
        return time(FailoverPhases.TAKEN, TakenNode.AT).orElseThrow();
    }

    /** From taking the node away, in seconds; what did not happen is not there. */
    Map<String, Object> durations() {
        Map<String, Object> durations = new LinkedHashMap<>();
        put(durations, "detectSeconds", FailoverPhases.WATCHED, FailoverWatch.DETECTED);
        put(durations, "rescheduleSeconds", FailoverPhases.WATCHED, FailoverWatch.SCHEDULED);
        put(durations, "attachSeconds", FailoverPhases.WATCHED, FailoverWatch.ATTACHED);
        put(durations, "readySeconds", FailoverPhases.WATCHED, FailoverWatch.READY);
        put(durations, "firstReadSeconds", FailoverPhases.ROWS, FailoverRows.FIRST_READ);
        put(durations, "firstWriteSeconds", FailoverPhases.ROWS, FailoverRows.FIRST_WRITE);
        return durations;
    }

    private void put(Map<String, Object> durations, String name, String phase, String key) {
        time(phase, key).ifPresent(at -> durations.put(name, FailoverEvent.seconds(cut(), at)));
    }

    /** What happened, in its order. */
    List<FailoverEvent> timeline() {
        String node = text(FailoverPhases.TAKEN, TakenNode.NODE);
        List<FailoverEvent> events = new ArrayList<>();
        add(events, "the last row before the outage is acknowledged", FailoverPhases.ROWS, FailoverRows.LAST_ACK);
        events.add(new FailoverEvent("node " + node + " is taken away", cut(), 0));
        add(events, "the pod is lost", FailoverPhases.WATCHED, FailoverWatch.DETECTED);
        String to = text(FailoverPhases.WATCHED, FailoverWatch.NODE);
        add(events, "a new pod is on node " + to, FailoverPhases.WATCHED, FailoverWatch.SCHEDULED);
        add(events, "the volume is attached", FailoverPhases.WATCHED, FailoverWatch.ATTACHED);
        add(events, "the pod is ready", FailoverPhases.WATCHED, FailoverWatch.READY);
        add(events, "the first row is read", FailoverPhases.ROWS, FailoverRows.FIRST_READ);
        add(events, "the first row is acknowledged again", FailoverPhases.ROWS, FailoverRows.FIRST_WRITE);
        // The cluster's own times are of whole seconds: what seems to come before its cause keeps its place behind it.
        events.sort(Comparator.comparing(FailoverEvent::seconds));
        return events;
    }

    private void add(List<FailoverEvent> events, String event, String phase, String key) {
        time(phase, key).ifPresent(at -> events.add(new FailoverEvent(event, at, FailoverEvent.seconds(cut(), at))));
    }
}
