package io.jenkins.plugins.aks.cluster;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Which days a maintenance window falls on: the four kinds that AKS knows.
 *
 * @see <a href="https://learn.microsoft.com/azure/aks/planned-maintenance">AKS planned maintenance</a>
 */
sealed interface Recurrence {

    /** The days on or after {@code from}, without end; the first one is what the interval counts from. */
    Stream<LocalDate> days(LocalDate from);

    /** For people, e.g. {@code every 2 weeks on Sunday}. */
    String text();

    /** @param interval days, 1 to 7 */
    record Daily(int interval) implements Recurrence {

        @Override
        public Stream<LocalDate> days(LocalDate from) {
            return Stream.iterate(from, day -> day.plusDays(interval));
        }

        @Override
        public String text() {
            return every(interval, "day");
        }
    }

    /** @param interval weeks, 1 to 4 */
    record Weekly(int interval, DayOfWeek day) implements Recurrence {

        @Override
        public Stream<LocalDate> days(LocalDate from) {
            return Stream.iterate(from.with(TemporalAdjusters.nextOrSame(day)), each -> each.plusWeeks(interval));
        }

        @Override
        public String text() {
            return every(interval, "week") + " on " + name(day);
        }
    }

    /**
     * @param interval months, 1 to 6
     * @param day 1 to 31; a month without such a day has no window
     */
    record AbsoluteMonthly(int interval, int day) implements Recurrence {

        @Override
        public Stream<LocalDate> days(LocalDate from) {
            YearMonth first = YearMonth.from(from);
            if (day < from.getDayOfMonth()) {
                first = first.plusMonths(1);
            }
            return Stream.iterate(first, month -> month.plusMonths(interval))
                    .filter(month -> month.isValidDay(day))
                    .map(month -> month.atDay(day));
        }

        @Override
        public String text() {
            return every(interval, "month") + " on day " + day;
        }
    }

    /** @param interval months, 1 to 6 */
    record RelativeMonthly(int interval, WeekIndex week, DayOfWeek day) implements Recurrence {

        @Override
        public Stream<LocalDate> days(LocalDate from) {
            YearMonth first = YearMonth.from(from);
            if (in(first).isBefore(from)) {
                first = first.plusMonths(1);
            }
            return Stream.iterate(first, month -> month.plusMonths(interval)).map(this::in);
        }

        private LocalDate in(YearMonth month) {
            return month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(week.number, day));
        }

        @Override
        public String text() {
            return every(interval, "month") + " on the " + week.name().toLowerCase(Locale.ROOT) + " " + name(day);
        }
    }

    /** Which of a month's Mondays, Tuesdays, … is meant. */
    enum WeekIndex {
        FIRST(1),
        SECOND(2),
        THIRD(3),
        FOURTH(4),
        LAST(-1);

        private final int number;

        WeekIndex(int number) {
            this.number = number;
        }
    }

    private static String every(int interval, String unit) {
        return interval == 1 ? "every " + unit : "every " + interval + " " + unit + "s";
    }

    /** As Azure writes it, e.g. {@code Sunday}. */
    static String name(DayOfWeek day) {
        return capital(day.name());
    }

    static String capital(String constant) {
        return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
    }
}
