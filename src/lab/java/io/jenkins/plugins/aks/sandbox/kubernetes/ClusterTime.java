package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.time.Instant;
import java.util.function.Supplier;

/** A cluster's time: the clients', except while it makes up for moments that nobody asked about. */
final class ClusterTime {
    private final Supplier<Instant> clock;
    private Instant held;

    ClusterTime(Supplier<Instant> clock) {
        this.clock = clock;
    }

    Instant now() {
        return held == null ? clock.get() : held;
    }

    /** From now on it is this moment. */
    void hold(Instant moment) {
        held = moment;
    }

    void release() {
        held = null;
    }
}
