package io.jenkins.plugins.aks.operation;

import java.time.Clock;
import java.time.Duration;

/**
 * How an {@link Engine} behaves; the {@link #defaults} are for a controller.
 *
 * @param threads how many threads it may have, 1 to 16
 * @param clock the time of deadlines and of the log
 * @param seed of the jitter; the same seed and the same events give the same waits
 * @param firstBackOff the longest wait after the first transient trouble; doubles with each further one in a row
 * @param longestBackOff where the doubling ends; a service's Retry-After may be longer
 * @param spread the distance between the operations that shared a throttled budget, once it opens again
 * @param heartbeat how long the log may be silent
 * @param classLoader the context class loader of the engine's threads
 */
public record EngineSettings(
        int threads,
        Clock clock,
        long seed,
        Duration firstBackOff,
        Duration longestBackOff,
        Duration spread,
        Duration heartbeat,
        ClassLoader classLoader) {

    private static final int MOST_THREADS = 16;

    public EngineSettings {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("an engine has 1 to " + MOST_THREADS + " threads, not " + threads);
        }
        positive("firstBackOff", firstBackOff);
        positive("longestBackOff", longestBackOff);
        positive("spread", spread);
        positive("heartbeat", heartbeat);
    }

    private static void positive(String name, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " must be more than zero, not " + duration);
        }
    }

    /** 16 threads, system clock, back-off from 2 seconds to 1 minute, heartbeat each minute. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                MOST_THREADS,
                Clock.systemUTC(),
                System.nanoTime(),
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Duration.ofMillis(50),
                Duration.ofMinutes(1),
                EngineSettings.class.getClassLoader());
    }

    public EngineSettings withThreads(int count) {
        return new EngineSettings(count, clock, seed, firstBackOff, longestBackOff, spread, heartbeat, classLoader);
    }

    public EngineSettings withClock(Clock other) {
        return new EngineSettings(threads, other, seed, firstBackOff, longestBackOff, spread, heartbeat, classLoader);
    }

    public EngineSettings withSeed(long other) {
        return new EngineSettings(threads, clock, other, firstBackOff, longestBackOff, spread, heartbeat, classLoader);
    }

    /** @param first see {@link #firstBackOff}; {@code longest} see {@link #longestBackOff} */
    public EngineSettings withBackOff(Duration first, Duration longest) {
        return new EngineSettings(threads, clock, seed, first, longest, spread, heartbeat, classLoader);
    }

    public EngineSettings withHeartbeat(Duration other) {
        return new EngineSettings(threads, clock, seed, firstBackOff, longestBackOff, spread, other, classLoader);
    }

    public EngineSettings withClassLoader(ClassLoader other) {
        return new EngineSettings(threads, clock, seed, firstBackOff, longestBackOff, spread, heartbeat, other);
    }
}
