package io.jenkins.plugins.aks.sandbox.network;

import java.time.Duration;

/** How long things take on the network, in simulated time. */
final class Times {
    static final Duration ROUND_TRIP = Duration.ofMillis(20);

    /** A connection that nothing answers, where the program sets no limit of its own. */
    static final Duration SYSTEM_CONNECT = Duration.ofSeconds(127);

    /** A question to the name server that nothing answers. */
    private static final Duration NAME_SERVER = Duration.ofSeconds(5);

    private Times() {}

    static Duration of(Lookup lookup) {
        return lookup.outcome() == Lookup.Outcome.TIMED_OUT ? NAME_SERVER : Duration.ofMillis(2);
    }

    /** Whole seconds of what a user wrote; 1 for what is no number. */
    static long seconds(String written) {
        return written.matches("\\d{1,6}(\\.\\d+)?") ? Math.max(1, Math.round(Double.parseDouble(written))) : 1;
    }
}
