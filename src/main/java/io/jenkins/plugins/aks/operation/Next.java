package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.Map;

/** What a run does after a turn. */
sealed interface Next {

    /** Another turn after a time. */
    record Wake(Duration after) implements Next {}

    /** Nothing until it is told: it stands in a line of writers. */
    record Park() implements Next {}

    record Succeed(Map<String, Object> result) implements Next {}

    record Fail(Throwable cause) implements Next {}

    /** The abort turns are over. */
    record Stopped(String left, Throwable abortTrouble) implements Next {}
}
