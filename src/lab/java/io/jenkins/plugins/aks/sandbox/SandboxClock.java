package io.jenkins.plugins.aks.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The sandbox's time. Instants are those of its clients' clocks (tokens, tags and ages stay comparable); only the
 * duration of what the cloud does is shortened: at scale 60 a simulated minute passes in a real second.
 */
public final class SandboxClock {
    private final Clock base;
    private final double scale;
    private final Instant started;

    /** @param started when this sandbox's state began */
    public SandboxClock(Clock base, double scale, Instant started) {
        if (!(scale > 0)) {
            throw new IllegalArgumentException("time scale " + scale + " must be greater than 0");
        }
        this.base = base;
        this.scale = scale;
        this.started = started;
    }

    public Instant now() {
        return base.instant();
    }

    public double scale() {
        return scale;
    }

    /** How long {@code simulated} takes on the clients' clocks. */
    public Duration real(Duration simulated) {
        return Duration.ofNanos(Math.round(simulated.toNanos() / scale));
    }

    /** When something that begins now and lasts {@code simulated} will end. */
    public Instant in(Duration simulated) {
        return now().plus(real(simulated));
    }

    /** The simulated time between two instants. */
    public Duration simulated(Instant from, Instant to) {
        return Duration.ofNanos(Math.round(Duration.between(from, to).toNanos() * scale));
    }

    /** The simulated time since this sandbox's state began. */
    public Duration sinceStart() {
        return simulated(started, now());
    }

    /** Whole real seconds for a Retry-After header: never 0, which Azure's clients ignore. */
    public long retryAfter(Duration simulated) {
        return Math.max(1, (real(simulated).toMillis() + 999) / 1000);
    }
}
