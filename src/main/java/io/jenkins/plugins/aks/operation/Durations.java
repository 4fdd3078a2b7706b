package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write and read them. */
public final class Durations {

    private static final Pattern WRITTEN =
            Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");
    private static final Duration LONGEST = Duration.ofDays(365);

    private Durations() {}

    /**
     * Reads days, hours, minutes and seconds in this order, e.g. {@code 45m}, {@code 1h30m}, {@code 90s}, {@code 2d}.
     *
     * @param parameter the step's parameter as the user writes it
     * @throws InvalidParameterException if it is not such a text, is zero, or is more than 365 days
     */
    public static Duration parse(String text, String parameter) throws InvalidParameterException {
        String given = text == null ? "" : text.trim();
        Matcher written = WRITTEN.matcher(given);
        if (given.isEmpty() || !written.matches()) {
            throw refused(text, parameter);
        }
        Duration sum = Duration.ofDays(number(written.group(1)))
                .plusHours(number(written.group(2)))
                .plusMinutes(number(written.group(3)))
                .plusSeconds(number(written.group(4)));
        if (sum.isZero() || sum.compareTo(LONGEST) > 0) {
            throw refused(text, parameter);
        }
        return sum;
    }

    /** The two largest units, e.g. {@code 5s}, {@code 2m05s}, {@code 1h02m}, {@code 3d04h}; less than a second is {@code 0s}. */
    public static String format(Duration duration) {
        Duration d = duration.isNegative() ? Duration.ZERO : duration;
        if (d.toDays() > 0) {
            return d.toDays() + "d" + two(d.toHoursPart()) + "h";
        }
        if (d.toHours() > 0) {
            return d.toHours() + "h" + two(d.toMinutesPart()) + "m";
        }
        return d.toMinutes() > 0 ? d.toMinutes() + "m" + two(d.toSecondsPart()) + "s" : d.toSeconds() + "s";
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static InvalidParameterException refused(String text, String parameter) {
        return new InvalidParameterException(
                parameter,
                text,
                "days, hours, minutes and seconds in this order, from 1s to 365d, e.g. 45m, 1h30m, 90s, 2d",
                "Write the duration in this form.");
    }
}
