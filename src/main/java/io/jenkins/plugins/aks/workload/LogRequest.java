package io.jenkins.plugins.aks.workload;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of the logs is wanted.
 *
 * @param tail the most lines, the last ones
 * @param since how far back
 * @param until what to wait for, found anywhere in a line
 * @param follow how long to read on
 */
record LogRequest(
        int tail, Optional<Duration> since, boolean previous, Optional<Pattern> until, Optional<Duration> follow) {

    /** Whether what is not there yet may still come. */
    boolean waits() {
        return until.isPresent() || follow.isPresent();
    }
}
