package io.jenkins.plugins.aks.kubernetes;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * A line of a log.
 *
 * @param at when it was written; {@link Instant#EPOCH} where the node did not say
 */
public record LogLine(Instant at, String text) {

    static LogLine of(String line) {
        int space = line.indexOf(' ');
        String time = space < 0 ? line : line.substring(0, space);
        try {
            return new LogLine(Instant.parse(time), space < 0 ? "" : line.substring(space + 1));
        } catch (DateTimeParseException withoutTime) {
            return new LogLine(Instant.EPOCH, line);
        }
    }
}
