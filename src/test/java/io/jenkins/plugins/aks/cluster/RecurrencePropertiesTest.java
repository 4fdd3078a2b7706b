package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Maintenance windows around month ends, leap days and offsets. */
class RecurrencePropertiesTest {

    @Provide
    Arbitrary<LocalDate> dates() {
        Arbitrary<LocalDate> any = Arbitraries.longs()
                .between(
                        LocalDate.of(2023, 1, 1).toEpochDay(),
                        LocalDate.of(2033, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
        Arbitrary<LocalDate> edges = Arbitraries.of(
                LocalDate.of(2024, 2, 29),
                LocalDate.of(2028, 2, 29),
                LocalDate.of(2026, 2, 28),
                LocalDate.of(2026, 12, 31),
                LocalDate.of(2027, 1, 1),
                LocalDate.of(2026, 3, 31),
                LocalDate.of(2026, 4, 30));
        return Arbitraries.oneOf(any, edges);
    }

    @Provide
    Arbitrary<Recurrence> recurrences() {
        Arbitrary<DayOfWeek> days = Arbitraries.of(DayOfWeek.class);
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 7).map(Recurrence.Daily::new),
                Combinators.combine(Arbitraries.integers().between(1, 4), days).as(Recurrence.Weekly::new),
                Combinators.combine(
                                Arbitraries.integers().between(1, 6),
                                Arbitraries.integers().between(1, 31))
                        .as(Recurrence.AbsoluteMonthly::new),
                Combinators.combine(
                                Arbitraries.integers().between(1, 6), Arbitraries.of(Recurrence.WeekIndex.class), days)
                        .as(Recurrence.RelativeMonthly::new));
    }

    @Provide
    Arbitrary<ZoneOffset> offsets() {
        return Arbitraries.integers().between(-48, 56).map(quarters -> ZoneOffset.ofTotalSeconds(quarters * 900));
    }

    @Property
    void daysComeInOrderFromTheFirstOn(@ForAll("recurrences") Recurrence recurrence, @ForAll("dates") LocalDate from) {
        List<LocalDate> days = recurrence.days(from).limit(20).toList();

        assertThat(days).isSorted().doesNotHaveDuplicates().allMatch(day -> !day.isBefore(from));
    }

    @Property
    void weeksKeepTheirDayAndDistance(
            @ForAll @IntRange(min = 1, max = 4) int interval, @ForAll DayOfWeek day, @ForAll("dates") LocalDate from) {
        List<LocalDate> days =
                new Recurrence.Weekly(interval, day).days(from).limit(10).toList();

        assertThat(ChronoUnit.DAYS.between(from, days.get(0))).isBetween(0L, 6L);
        assertThat(days).allMatch(each -> each.getDayOfWeek() == day);
        for (int i = 1; i < days.size(); i++) {
            assertThat(ChronoUnit.DAYS.between(days.get(i - 1), days.get(i))).isEqualTo(7L * interval);
        }
    }

    @Property
    void monthlyDaysAreThatDayOfEachMonthThatHasIt(
            @ForAll @IntRange(min = 1, max = 31) int day, @ForAll("dates") LocalDate from) {
        List<LocalDate> days =
                new Recurrence.AbsoluteMonthly(1, day).days(from).limit(24).toList();

        LocalDate each = from;
        for (LocalDate found : days) {
            while (each.getDayOfMonth() != day) {
                each = each.plusDays(1);
            }
            assertThat(found).isEqualTo(each);
            each = each.plusDays(1);
        }
    }

    @Property
    void relativeMonthsHaveOneDayInEachMonth(
            @ForAll Recurrence.WeekIndex week, @ForAll DayOfWeek day, @ForAll("dates") LocalDate from) {
        List<LocalDate> days = new Recurrence.RelativeMonthly(1, week, day)
                .days(from)
                .limit(24)
                .toList();

        for (int i = 1; i < days.size(); i++) {
            assertThat(YearMonth.from(days.get(i)))
                    .isEqualTo(YearMonth.from(days.get(i - 1)).plusMonths(1));
        }
        for (LocalDate each : days) {
            assertThat(each.getDayOfWeek()).isEqualTo(day);
            boolean last = each.plusWeeks(1).getMonth() != each.getMonth();
            int number = (each.getDayOfMonth() + 6) / 7;
            assertThat(week == Recurrence.WeekIndex.LAST ? last : number == week.ordinal() + 1)
                    .isTrue();
        }
    }

    @Property
    void nextWindowsAreOpenOrToComeAndStartAtTheirTimeInTheirOffset(
            @ForAll("recurrences") Recurrence recurrence,
            @ForAll("dates") LocalDate today,
            @ForAll("offsets") ZoneOffset offset,
            @ForAll @IntRange(min = 0, max = 23) int hour,
            @ForAll @IntRange(min = 4, max = 24) int hours) {
        Instant now = today.atTime(12, 30).toInstant(ZoneOffset.UTC);
        MaintenanceWindowSpec spec = new MaintenanceWindowSpec(
                recurrence, LocalTime.of(hour, 15), hours, offset, Optional.of(today.minusMonths(7)), List.of());

        List<MaintenanceTime> next = spec.next(now, 5);

        assertThat(next).hasSize(5);
        for (MaintenanceTime window : next) {
            assertThat(window.end()).isAfter(now);
            assertThat(Duration.between(window.start(), window.end())).isEqualTo(Duration.ofHours(hours));
            assertThat(window.start().atOffset(offset).toLocalTime()).isEqualTo(LocalTime.of(hour, 15));
        }
        LocalDate before = next.get(0).start().atOffset(offset).toLocalDate();
        assertThat(recurrence.days(today.minusMonths(7)).takeWhile(day -> day.isBefore(before)))
                .as("each earlier window is over")
                .allMatch(day ->
                        !day.atTime(hour, 15).plusHours(hours).toInstant(offset).isAfter(now));
    }

    @Property
    void noWindowIsOpenOnAnExcludedDay(
            @ForAll("recurrences") Recurrence recurrence,
            @ForAll("dates") LocalDate today,
            @ForAll("offsets") ZoneOffset offset,
            @ForAll @IntRange(min = 0, max = 40) int from,
            @ForAll @IntRange(min = 0, max = 40) int length) {
        DateSpan span = new DateSpan(today.plusDays(from), today.plusDays(from + length));
        MaintenanceWindowSpec spec = new MaintenanceWindowSpec(
                recurrence, LocalTime.of(20, 0), 8, offset, Optional.of(today), List.of(span));

        List<MaintenanceTime> next = spec.next(today.atStartOfDay().toInstant(ZoneOffset.UTC), 6);

        assertThat(next).hasSize(6).noneMatch(window -> window.overlaps(span.at(offset)));
    }
}
