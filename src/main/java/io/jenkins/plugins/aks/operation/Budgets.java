package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Throttling budgets by key. Once a service throttles one operation, all that share its key wait until the service's
 * time is over and then go one by one, a spread apart, so that they are not throttled again at once.
 */
final class Budgets {

    private final Duration spread;
    private final Map<String, Closed> closed = new HashMap<>();

    Budgets(Duration spread) {
        this.spread = spread;
    }

    /** Nobody who shares the key goes before {@code until}. */
    synchronized void throttled(String key, Instant until) {
        if (key.isEmpty()) {
            return;
        }
        Closed budget = closed.computeIfAbsent(key, unknown -> new Closed(until));
        budget.until = later(budget.until, until);
        budget.nextPlace = later(budget.nextPlace, until);
    }

    /**
     * When the caller may go: {@code now} or before for at once, else its place in the line; it comes again then, with
     * that place.
     *
     * @param place what an earlier call gave, or null; it is lost when the budget was closed anew beyond it
     */
    synchronized Instant admit(String key, Instant place, Instant now) {
        Closed budget = closed.get(key);
        if (budget == null) {
            return now;
        }
        if (place != null && !place.isBefore(budget.until)) {
            return place;
        }
        if (now.isAfter(budget.nextPlace)) {
            closed.remove(key);
            return now;
        }
        Instant given = budget.nextPlace;
        budget.nextPlace = given.plus(spread);
        return given;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static final class Closed {
        private Instant until;
        private Instant nextPlace;

        Closed(Instant until) {
            this.until = until;
            this.nextPlace = until;
        }
    }
}
