package io.jenkins.plugins.aks.notation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times in messages as users of the notation CLI know them. */
final class Times {
    private static final DateTimeFormatter RFC_1123 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss xx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    static String format(Instant time) {
        return RFC_1123.format(time);
    }
}
