package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The cluster's time and how long things take in it.
 *
 * @param clock the clients' time
 * @param real how long a simulated duration takes on that clock
 */
record Delays(Supplier<Instant> clock, UnaryOperator<Duration> real) {
    private static final Duration POD_START = Duration.ofSeconds(2);
    private static final Duration POD_STOP = Duration.ofSeconds(1);
    private static final Duration LOAD_BALANCER = Duration.ofSeconds(10);
    private static final Duration STORAGE_POOL = Duration.ofSeconds(30);

    Instant now() {
        return clock.get();
    }

    /** The simulated time in which {@code passed} passes on the clients' clock. */
    Duration simulated(Duration passed) {
        double second = real.apply(Duration.ofSeconds(1)).toNanos() / 1e9;
        return Duration.ofNanos(Math.round(passed.toNanos() / second));
    }

    Duration podStart() {
        return real.apply(POD_START);
    }

    Duration podStop() {
        return real.apply(POD_STOP);
    }

    Duration storagePool() {
        return real.apply(STORAGE_POOL);
    }

    Duration loadBalancer() {
        return real.apply(LOAD_BALANCER);
    }
}
