package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A world whose create is not idempotent: each one that arrives makes one more thing, under the request's id. It
 * survives the ends of processes.
 */
final class FakeCloud {

    static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final Duration CREATION = Duration.ofSeconds(17);

    private final VirtualTime time;
    private final Fate fate;
    private final Map<String, Thing> byRequest = new LinkedHashMap<>();
    private final Map<String, Instant> closedUntil = new TreeMap<>();
    private int requests;

    FakeCloud(VirtualTime time, Fate fate) {
        this.time = time;
        this.fate = fate;
    }

    /** One thing; {@code READY} by itself some time after its creation, unless it was stopped or deleted before. */
    static final class Thing {
        final String name;
        private final Instant readyAt;
        private String end = "";

        Thing(String name, Instant readyAt) {
            this.name = name;
            this.readyAt = readyAt;
        }

        String state(Instant now) {
            return !end.isEmpty() ? end : now.isBefore(readyAt) ? "CREATING" : "READY";
        }
    }

    /** A request id that nobody had before. */
    String newRequestId() {
        return "request-" + ++requests;
    }

    Optional<String> state(String budget, String request) throws Exception {
        return call(budget, () -> Optional.ofNullable(byRequest.get(request)).map(each -> each.state(time.instant())));
    }

    void create(String budget, String name, String request) throws Exception {
        call(
                budget,
                () -> byRequest.put(
                        byRequest.containsKey(request) ? request + " again" : request,
                        new Thing(name, time.instant().plus(CREATION))));
    }

    void end(String budget, String request, String state) throws Exception {
        call(budget, () -> byRequest.get(request).end = state);
    }

    /** The things by name, in the order of creation; a name that was created twice is there twice. */
    Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        byRequest.forEach((request, thing) ->
                states.merge(thing.name, thing.state(time.instant()), (one, other) -> one + " and " + other));
        return states;
    }

    /** Until when those who share the budget must not call, as the last 429 said. */
    Instant closedUntil(String budget) {
        return closedUntil.getOrDefault(budget, Instant.MIN);
    }

    /** A new process knows nothing of earlier 429s. */
    void forgetBudgets() {
        closedUntil.clear();
    }

    private <T> T call(String budget, Supplier<T> effect) throws Exception {
        switch (fate.next()) {
            case KILL_BEFORE, KILL_WITHIN -> throw fate.kill();
            case KILL_AFTER -> {
                effect.get();
                throw fate.kill();
            }
            case UNAVAILABLE -> throw new TransientException("503 from the service", null);
            case THROTTLED -> {
                if (!budget.isEmpty()) {
                    closedUntil.put(budget, time.instant().plus(RETRY_AFTER));
                }
                throw new TransientException("429 from the service", RETRY_AFTER, true, null);
            }
            case CUT_BEFORE -> throw new IOException("connection refused");
            case CUT_AFTER -> {
                effect.get();
                throw new IOException("connection reset");
            }
            default -> {
                return effect.get();
            }
        }
    }
}
