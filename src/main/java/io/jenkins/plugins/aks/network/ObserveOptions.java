package io.jenkins.plugins.aks.network;

import io.jenkins.plugins.aks.check.CheckEnd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code hubbleObserve} does with the flows.
 *
 * @param since how far back; empty for the newest flows of the query
 * @param follow how long to wait for more; empty for not at all
 * @param explain whether drops are explained
 */
record ObserveOptions(
        Optional<Duration> since,
        Optional<Duration> follow,
        List<FlowExpectation> expectations,
        boolean explain,
        String title,
        CheckEnd end) {

    ObserveOptions {
        expectations = List.copyOf(expectations);
    }
}
