package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * What of a log is wanted, and how.
 *
 * @param since nothing before it; {@link Instant#MIN} for all
 * @param tail the last lines only; negative for all
 * @param limit bytes; negative for no limit
 */
record LogOptions(boolean follow, boolean previous, boolean timestamps, Instant since, long tail, long limit) {

    static LogOptions of(Query query, Instant now) {
        long seconds = query.number("sinceSeconds", -1);
        String time = query.text("sinceTime");
        if (seconds >= 0 && !time.isEmpty()) {
            throw ApiError.badRequest(
                    "PodLogOptions is invalid: sinceSeconds: Forbidden: at most one of `sinceTime` or `sinceSeconds`"
                            + " may be specified");
        }
        Instant since = seconds >= 0 ? now.minusSeconds(seconds) : time.isEmpty() ? Instant.MIN : parse(time);
        return new LogOptions(
                query.isTrue("follow"),
                query.isTrue("previous"),
                query.isTrue("timestamps"),
                since,
                query.number("tailLines", -1),
                query.number("limitBytes", -1));
    }

    private static Instant parse(String time) {
        try {
            return OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            throw ApiError.badRequest("parsing time \"" + time + "\" as RFC3339: " + e.getMessage());
        }
    }
}
