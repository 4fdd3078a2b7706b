package io.jenkins.plugins.aks.storage;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of the timeline.
 *
 * @param seconds since the node was taken away; never negative, since clocks differ a little
 */
record FailoverEvent(String event, Instant at, double seconds) {

    static double seconds(Instant from, Instant to) {
        return Math.max(0, java.time.Duration.between(from, to).toMillis() / 1000.0);
    }

    String text() {
        return String.format(java.util.Locale.ROOT, "  %8.1f s  %s", seconds, event);
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("event", event);
        map.put("at", at.toString());
        map.put("seconds", seconds);
        return map;
    }
}
