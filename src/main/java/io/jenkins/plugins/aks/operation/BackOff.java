package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with full jitter. Belongs to one run; its count is not saved, so a resumed run starts anew. */
final class BackOff {

    private static final int MOST_DOUBLINGS = 20;

    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int inARow;

    BackOff(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The wait after one more trouble in a row: anything from zero to a bound that doubles up to the longest. */
    Duration next() {
        Duration bound = first.multipliedBy(1L << Math.min(inARow++, MOST_DOUBLINGS));
        return upTo(bound.compareTo(longest) > 0 ? longest : bound);
    }

    /** What the service asked for, and a little more so that not all come back together. */
    Duration after(Duration retryAfter) {
        inARow++;
        return retryAfter.plus(upTo(first));
    }

    void reset() {
        inARow = 0;
    }

    private Duration upTo(Duration bound) {
        synchronized (random) {
            return Duration.ofMillis(random.nextLong(bound.toMillis() + 1));
        }
    }
}
