package io.jenkins.plugins.aks.cluster;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Hours of the week in UTC, the shape that the configuration {@code default} has ({@code timeInWeek}, W155).
 *
 * @param hours of the week, 0 for Monday 00:00 to 01:00
 * @param excluded spans in which no maintenance may run ({@code notAllowedTime})
 */
record HourSlots(TreeSet<Integer> hours, List<MaintenanceTime> excluded) implements MaintenanceSchedule {

    private static final int DAY = 24;
    private static final int WEEK = 7 * DAY;

    /** Where exclusions leave no hour so long, none is looked for. */
    private static final int MOST_WEEKS = 520;

    /** @param count hours from {@code hour} on, which may reach into the next day */
    static HourSlots of(DayOfWeek day, int hour, int count, List<MaintenanceTime> excluded) {
        TreeSet<Integer> hours = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            hours.add((number(day, hour) + i) % WEEK);
        }
        return new HourSlots(hours, excluded);
    }

    static int number(DayOfWeek day, int hour) {
        return day.ordinal() * DAY + hour;
    }

    static DayOfWeek day(int number) {
        return DayOfWeek.of(number / DAY + 1);
    }

    static int hour(int number) {
        return number % DAY;
    }

    @Override
    public String text() {
        return "every week on "
                + spans().stream()
                        .map(span -> "%s, %02d:00 to %02d:00 +00:00"
                                .formatted(
                                        Recurrence.name(day(span.first())),
                                        hour(span.first()),
                                        hour(span.first() + span.count())))
                        .collect(Collectors.joining(" and "))
                + (excluded.isEmpty()
                        ? ""
                        : ", not in "
                                + excluded.stream().map(MaintenanceTime::text).collect(Collectors.joining(", ")));
    }

    @Override
    public List<MaintenanceTime> next(Instant now, int count) {
        LocalDate monday =
                now.atOffset(ZoneOffset.UTC).toLocalDate().minusWeeks(1).with(DayOfWeek.MONDAY);
        List<MaintenanceTime> next = new ArrayList<>();
        for (int week = 0; week < MOST_WEEKS && next.size() < count; week++) {
            Instant begin = monday.plusWeeks(week).atStartOfDay().toInstant(ZoneOffset.UTC);
            for (Span span : spans()) {
                Instant opens = begin.plus(span.first(), ChronoUnit.HOURS);
                MaintenanceTime window = new MaintenanceTime(opens, opens.plus(Duration.ofHours(span.count())));
                window.without(excluded).stream()
                        .filter(piece -> piece.end().isAfter(now))
                        .forEach(next::add);
            }
        }
        return next.stream().limit(count).toList();
    }

    @Override
    public List<MaintenanceTime> closed() {
        return excluded;
    }

    /** Neighbouring hours as one; one that passes from Sunday to Monday is listed where it begins. */
    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        if (hours.size() == WEEK) {
            return List.of(new Span(0, WEEK));
        }
        for (int hour : hours) {
            if (!hours.contains((hour + WEEK - 1) % WEEK)) {
                int count = 1;
                while (hours.contains((hour + count) % WEEK)) {
                    count++;
                }
                spans.add(new Span(hour, count));
            }
        }
        return spans;
    }

    private record Span(int first, int count) {}
}
