package io.jenkins.plugins.aks.operation;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** How long a service asks to wait: {@code Retry-After} in seconds or as an HTTP date, or its millisecond variants. */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** @param headers by lower-case name */
    public static Optional<Duration> of(Map<String, String> headers, Clock clock) {
        for (String name : new String[] {"retry-after-ms", "x-ms-retry-after-ms"}) {
            Optional<Duration> millis = number(headers.get(name)).map(Duration::ofMillis);
            if (millis.isPresent()) {
                return millis.map(RetryAfter::bounded);
            }
        }
        String value = headers.get("retry-after");
        return number(value)
                .map(Duration::ofSeconds)
                .or(() -> date(value).map(at -> Duration.between(clock.instant(), at.toInstant())))
                .map(RetryAfter::bounded);
    }

    private static Optional<Long> number(String value) {
        if (value == null || !value.strip().matches("\\d{1,12}")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(value.strip()));
    }

    private static Optional<ZonedDateTime> date(String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
