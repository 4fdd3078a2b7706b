package io.jenkins.plugins.aks.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * One request that the sandbox got. Carries no header and no body, so no secret.
 *
 * @param at on the clients' clocks
 * @param simulated simulated time since the sandbox's state began
 * @param path without the query
 * @param apiVersion empty where the query has none
 * @param status the HTTP status that was answered; 0 where the connection was cut instead
 * @param requestId what {@code x-ms-request-id} said
 */
public record RequestRecord(
        Instant at, Duration simulated, String method, String path, String apiVersion, int status, String requestId) {

    /** Whether it asked for a change; POST on Azure actions counts. */
    public boolean isWrite() {
        return !method.equals("GET") && !method.equals("HEAD");
    }

    String line() {
        return "%s %s %s %s %s %d %s"
                .formatted(at, simulated, method, path, apiVersion.isEmpty() ? "-" : apiVersion, status, requestId);
    }

    static RequestRecord of(String line) {
        String[] parts = line.split(" ");
        return new RequestRecord(
                Instant.parse(parts[0]),
                Duration.parse(parts[1]),
                parts[2],
                parts[3],
                parts[4].equals("-") ? "" : parts[4],
                Integer.parseInt(parts[5]),
                parts[6]);
    }
}
