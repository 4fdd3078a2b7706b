package io.jenkins.plugins.aks.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What of a container's log is wanted.
 *
 * @param since nothing before it; null for all
 * @param tail the last lines only; negative for all
 * @param previous the run of the container before the present one
 * @param limit the most bytes
 */
public record LogQuery(Instant since, int tail, boolean previous, int limit) {

    /** All of the present run, up to a number of bytes. */
    public static LogQuery all(int limit) {
        return new LogQuery(null, -1, false, limit);
    }

    String query(String container) {
        return "?timestamps=true&container=" + encoded(container)
                + "&limitBytes=" + limit
                + (since == null ? "" : "&sinceTime=" + encoded(since.toString()))
                + (tail < 0 ? "" : "&tailLines=" + tail)
                + (previous ? "&previous=true" : "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
