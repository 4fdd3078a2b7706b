package io.jenkins.plugins.aks.kubernetes;

import java.util.List;

/**
 * A verdict about something that is waited for.
 *
 * @param waitingFor what is still missing, short, for the log; empty where ready
 * @param seen what was found, one line for each object; for the message when time is up
 */
public record Readiness(boolean ready, String waitingFor, List<String> seen) {

    public Readiness {
        seen = List.copyOf(seen);
    }
}
