package io.jenkins.plugins.aks.cluster;

import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks the parameters of {@code maintenanceWindow} and makes them a schedule; sends nothing. */
final class MaintenanceRules {
    static final String DEFAULT = "default";
    static final String AUTO_UPGRADE = "aksManagedAutoUpgradeSchedule";
    static final String NODE_OS = "aksManagedNodeOSUpgradeSchedule";

    private static final String[] NAMES = {DEFAULT, AUTO_UPGRADE, NODE_OS};
    private static final String[] SCHEDULES = {"Daily", "Weekly", "AbsoluteMonthly", "RelativeMonthly"};
    private static final Map<String, Integer> MOST_INTERVAL =
            Map.of("Daily", 7, "Weekly", 4, "AbsoluteMonthly", 6, "RelativeMonthly", 6);

    private static final int SHORTEST_MANAGED = 4;
    private static final int LONGEST = 24;

    private final MaintenanceWindowStep step;
    private final String name;

    private MaintenanceRules(MaintenanceWindowStep step) throws InvalidParameterException {
        this.step = step;
        this.name = Given.word("name", step.getName(), NAMES);
    }

    /** The configuration's name as the service writes it; null where none was given. */
    static String name(MaintenanceWindowStep step) throws InvalidParameterException {
        return new MaintenanceRules(step).name;
    }

    /** The schedule that was asked for; empty where no parameter describes one. */
    static Optional<MaintenanceSchedule> schedule(MaintenanceWindowStep step) throws InvalidParameterException {
        MaintenanceRules rules = new MaintenanceRules(step);
        Optional<String> described = rules.described();
        if (described.isEmpty()) {
            return Optional.empty();
        }
        if (rules.name == null) {
            throw new InvalidParameterException(
                    "name",
                    null,
                    String.join(", ", NAMES),
                    "Say which configuration gets the schedule; without " + described.get() + " the step lists all.");
        }
        return Optional.of(rules.name.equals(DEFAULT) ? rules.slots() : rules.window());
    }

    private Optional<String> described() {
        Map<String, Boolean> given = new java.util.TreeMap<>();
        given.put("schedule", step.getSchedule() != null);
        given.put("interval", step.getInterval() != null);
        given.put("dayOfWeek", step.getDayOfWeek() != null);
        given.put("dayOfMonth", step.getDayOfMonth() != null);
        given.put("weekIndex", step.getWeekIndex() != null);
        given.put("startTime", step.getStartTime() != null);
        given.put("durationHours", step.getDurationHours() != null);
        given.put("utcOffset", step.getUtcOffset() != null);
        given.put("startDate", step.getStartDate() != null);
        given.put("notAllowedDates", step.getNotAllowedDates() != null);
        return given.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** {@code default} knows hours of the week in UTC and nothing else. */
    private HourSlots slots() throws InvalidParameterException {
        String advice = "The configuration 'default' knows weekly hours in UTC only; use " + AUTO_UPGRADE + " or "
                + NODE_OS + " for anything else.";
        refuse("schedule", step.getSchedule(), "Weekly".equalsIgnoreCase(kind()), "'Weekly'", advice);
        refuse("interval", step.getInterval(), interval("Weekly") == 1, "1", advice);
        refuse("utcOffset", step.getUtcOffset(), offset().equals(ZoneOffset.UTC), "'+00:00'", advice);
        refuse("startDate", step.getStartDate(), step.getStartDate() == null, "nothing", advice);
        LocalTime start = startTime();
        refuse("startTime", step.getStartTime(), start.getMinute() == 0, "a full hour, such as '01:00'", advice);
        int hours = hours(1, 1);
        List<MaintenanceTime> excluded =
                spans().stream().map(span -> span.at(ZoneOffset.UTC)).toList();
        return HourSlots.of(dayOfWeek(), start.getHour(), hours, excluded);
    }

    private MaintenanceWindowSpec window() throws InvalidParameterException {
        String kind = kind();
        if (kind.equals("Daily") && name.equals(AUTO_UPGRADE)) {
            throw new InvalidParameterException(
                    "schedule",
                    step.getSchedule(),
                    "Weekly, AbsoluteMonthly, RelativeMonthly for " + AUTO_UPGRADE,
                    "Choose one of them; Daily is for " + NODE_OS + ".");
        }
        return new MaintenanceWindowSpec(
                recurrence(kind),
                startTime(),
                hours(SHORTEST_MANAGED, SHORTEST_MANAGED),
                offset(),
                date("startDate", step.getStartDate()),
                spans());
    }

    private String kind() throws InvalidParameterException {
        String kind = Given.word("schedule", step.getSchedule(), SCHEDULES);
        return kind == null ? "Weekly" : kind;
    }

    private Recurrence recurrence(String kind) throws InvalidParameterException {
        int interval = interval(kind);
        boolean weekly = kind.equals("Weekly");
        boolean relative = kind.equals("RelativeMonthly");
        boolean absolute = kind.equals("AbsoluteMonthly");
        String without = "Leave it out for " + kind + ", or choose another schedule.";
        refuse("dayOfWeek", step.getDayOfWeek(), step.getDayOfWeek() == null || weekly || relative, "nothing", without);
        refuse("dayOfMonth", step.getDayOfMonth(), step.getDayOfMonth() == null || absolute, "nothing", without);
        refuse("weekIndex", step.getWeekIndex(), step.getWeekIndex() == null || relative, "nothing", without);
        if (weekly) {
            return new Recurrence.Weekly(interval, dayOfWeek());
        }
        if (relative) {
            return new Recurrence.RelativeMonthly(interval, weekIndex(), dayOfWeek());
        }
        if (absolute) {
            required("dayOfMonth", step.getDayOfMonth(), "1 to 31");
            Given.between("dayOfMonth", step.getDayOfMonth(), 1, 31);
            return new Recurrence.AbsoluteMonthly(interval, step.getDayOfMonth());
        }
        return new Recurrence.Daily(interval);
    }

    private int interval(String kind) throws InvalidParameterException {
        Given.between("interval", step.getInterval(), 1, MOST_INTERVAL.get(kind));
        return step.getInterval() == null ? 1 : step.getInterval();
    }

    private DayOfWeek dayOfWeek() throws InvalidParameterException {
        String[] days = java.util.Arrays.stream(DayOfWeek.values())
                .map(Recurrence::name)
                .toArray(String[]::new);
        required("dayOfWeek", step.getDayOfWeek(), String.join(", ", days));
        return DayOfWeek.valueOf(
                Given.word("dayOfWeek", step.getDayOfWeek(), days).toUpperCase(Locale.ROOT));
    }

    private Recurrence.WeekIndex weekIndex() throws InvalidParameterException {
        String[] weeks = {"First", "Second", "Third", "Fourth", "Last"};
        required("weekIndex", step.getWeekIndex(), String.join(", ", weeks));
        return Recurrence.WeekIndex.valueOf(
                Given.word("weekIndex", step.getWeekIndex(), weeks).toUpperCase(Locale.ROOT));
    }

    private LocalTime startTime() throws InvalidParameterException {
        String allowed = "a time of the day such as '01:00'";
        required("startTime", step.getStartTime(), allowed);
        Given.text("startTime", step.getStartTime(), "([01]\\d|2[0-3]):[0-5]\\d", allowed);
        return LocalTime.parse(step.getStartTime());
    }

    private int hours(int shortest, int usual) throws InvalidParameterException {
        Given.between("durationHours", step.getDurationHours(), shortest, LONGEST);
        return step.getDurationHours() == null ? usual : step.getDurationHours();
    }

    private ZoneOffset offset() throws InvalidParameterException {
        String allowed = "an offset from UTC such as '+00:00' or '-05:30'";
        Given.text("utcOffset", step.getUtcOffset(), "[+-]\\d\\d:\\d\\d", allowed);
        try {
            return step.getUtcOffset() == null ? ZoneOffset.UTC : ZoneOffset.of(step.getUtcOffset());
        } catch (DateTimeException e) {
            throw new InvalidParameterException("utcOffset", step.getUtcOffset(), allowed, "Correct it.");
        }
    }

    private static Optional<LocalDate> date(String parameter, String given) throws InvalidParameterException {
        try {
            return given == null ? Optional.empty() : Optional.of(LocalDate.parse(given));
        } catch (DateTimeException e) {
            throw new InvalidParameterException(
                    parameter, given, "a day of the calendar such as '2026-12-24'", "Correct it.");
        }
    }

    private List<DateSpan> spans() throws InvalidParameterException {
        List<DateSpan> spans = new ArrayList<>();
        for (String given : step.getNotAllowedDates() == null ? List.<String>of() : step.getNotAllowedDates()) {
            String[] ends = given.split("/", -1);
            LocalDate start = date("notAllowedDates", ends[0]).orElseThrow();
            LocalDate end =
                    ends.length == 1 ? start : date("notAllowedDates", ends[1]).orElseThrow();
            if (ends.length > 2 || end.isBefore(start)) {
                throw new InvalidParameterException(
                        "notAllowedDates",
                        given,
                        "a day, or a first and a last day such as '2026-12-24/2027-01-02'",
                        "Correct it.");
            }
            spans.add(new DateSpan(start, end));
        }
        return List.copyOf(spans);
    }

    private static void required(String parameter, Object given, String allowed) throws InvalidParameterException {
        if (given == null) {
            throw new InvalidParameterException(parameter, null, allowed, "A schedule needs it.");
        }
    }

    private static void refuse(String parameter, Object given, boolean fits, String allowed, String advice)
            throws InvalidParameterException {
        if (!fits) {
            throw new InvalidParameterException(parameter, given, allowed, advice);
        }
    }
}
