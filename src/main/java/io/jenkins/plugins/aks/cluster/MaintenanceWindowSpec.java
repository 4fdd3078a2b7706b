package io.jenkins.plugins.aks.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A window as {@code properties.maintenanceWindow} describes it.
 *
 * @param hours how long it is open
 * @param from the day on which it becomes active; empty for at once
 * @param excluded days on which it stays closed
 */
record MaintenanceWindowSpec(
        Recurrence recurrence,
        LocalTime start,
        int hours,
        ZoneOffset offset,
        Optional<LocalDate> from,
        List<DateSpan> excluded)
        implements MaintenanceSchedule {

    /** Where exclusions leave no window so long, none is looked for. */
    private static final int YEARS = 10;

    @Override
    public String text() {
        LocalTime end = start.plusHours(hours);
        String dates = excluded.isEmpty()
                ? ""
                : ", not on " + excluded.stream().map(DateSpan::text).collect(Collectors.joining(", "));
        return recurrence.text() + ", " + start + " to " + end + (hours >= 24 ? " of the next day" : "") + " "
                + offsetText(offset) + from.map(day -> ", from " + day).orElse("") + dates;
    }

    @Override
    public List<MaintenanceTime> next(Instant now, int count) {
        LocalDate today = now.atOffset(offset).toLocalDate();
        // Yesterday's window may still be open.
        LocalDate first = from.orElse(today.minusDays(1));
        LocalDate last = (first.isAfter(today) ? first : today).plusYears(YEARS);
        List<MaintenanceTime> closed = closed();
        return recurrence
                .days(first)
                .takeWhile(day -> day.isBefore(last))
                .map(this::on)
                .filter(window -> window.end().isAfter(now))
                .flatMap(window -> window.without(closed).stream())
                .filter(window -> window.end().isAfter(now))
                .limit(count)
                .toList();
    }

    @Override
    public List<MaintenanceTime> closed() {
        return excluded.stream().map(span -> span.at(offset)).toList();
    }

    private MaintenanceTime on(LocalDate day) {
        Instant opens = day.atTime(start).toInstant(offset);
        return new MaintenanceTime(opens, opens.plus(Duration.ofHours(hours)));
    }

    /** As Azure writes it: {@code +00:00}, not {@code Z}. */
    static String offsetText(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }

    /** The same as weekly hours in UTC; empty where it is more than that. */
    Optional<HourSlots> asHourSlots() {
        boolean plain = recurrence instanceof Recurrence.Weekly weekly
                && weekly.interval() == 1
                && offset.equals(ZoneOffset.UTC)
                && start.getMinute() == 0;
        return plain
                ? Optional.of(HourSlots.of(((Recurrence.Weekly) recurrence).day(), start.getHour(), hours, closed()))
                : Optional.empty();
    }

    /** Whether the service has what was asked for; it may have set a first day by itself. */
    boolean isMetBy(MaintenanceWindowSpec actual) {
        return recurrence.equals(actual.recurrence)
                && start.equals(actual.start)
                && hours == actual.hours
                && offset.equals(actual.offset)
                && (from.isEmpty() || from.equals(actual.from))
                && excluded.equals(actual.excluded);
    }
}
