package io.jenkins.plugins.aks.sandbox.container.tools;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats of {@code date}, in UTC. */
final class Dates {
    private static final Pattern SPECIFIER = Pattern.compile("%(3N|6N|.)");
    private static final Map<String, String> PATTERNS = Map.ofEntries(
            Map.entry("Y", "yyyy"),
            Map.entry("m", "MM"),
            Map.entry("d", "dd"),
            Map.entry("H", "HH"),
            Map.entry("M", "mm"),
            Map.entry("S", "ss"),
            Map.entry("F", "yyyy-MM-dd"),
            Map.entry("T", "HH:mm:ss"),
            Map.entry("N", "nnnnnnnnn"),
            Map.entry("3N", "SSS"),
            Map.entry("6N", "SSSSSS"),
            Map.entry("Z", "'UTC'"),
            Map.entry("z", "'+0000'"));

    private Dates() {}

    static String format(String format, Instant now) {
        Matcher specifiers = SPECIFIER.matcher(format);
        return specifiers.replaceAll(match -> {
            String pattern = PATTERNS.get(match.group(1));
            String text = match.group(1).equals("s")
                    ? Long.toString(now.getEpochSecond())
                    : pattern == null ? match.group() : formatter(pattern).format(now);
            return Matcher.quoteReplacement(text);
        });
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
