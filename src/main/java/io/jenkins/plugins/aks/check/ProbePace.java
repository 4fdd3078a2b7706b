package io.jenkins.plugins.aks.check;

import java.time.Duration;
import java.time.Instant;

/**
 * How connections are probed.
 *
 * @param together the most probes at once
 * @param until how long what differs from the expectation is probed again
 * @param between two probes of one connection
 */
public record ProbePace(int together, Instant until, Duration between) {
    /** How many probes in a row must agree. */
    static final int AGREE = 2;
}
