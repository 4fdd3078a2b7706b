package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OperationException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaintenanceScheduleTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private static MaintenanceWindowSpec window(Recurrence recurrence, String start, int hours, String offset) {
        return new MaintenanceWindowSpec(
                recurrence, LocalTime.parse(start), hours, ZoneOffset.of(offset), Optional.empty(), List.of());
    }

    private static List<String> next(MaintenanceSchedule schedule) {
        return schedule.next(NOW, 3).stream().map(MaintenanceTime::text).toList();
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void theWorkshopsWindow() {
        HourSlots sunday = HourSlots.of(DayOfWeek.SUNDAY, 1, 1, List.of());

        assertThat(sunday.text()).isEqualTo("every week on Sunday, 01:00 to 02:00 +00:00");
        assertThat(next(sunday))
                .containsExactly(
                        "2026-11-29T01:00:00Z/2026-11-29T02:00:00Z",
                        "2026-12-06T01:00:00Z/2026-12-06T02:00:00Z",
                        "2026-12-13T01:00:00Z/2026-12-13T02:00:00Z");
        assertThat(MaintenanceJson.properties(sunday))
                .hasToString("{\"timeInWeek\":[{\"day\":\"Sunday\",\"hourSlots\":[1]}],\"notAllowedTime\":[]}");
    }

    @Test
    void hoursMayPassFromSundayToMonday() throws Exception {
        HourSlots late = HourSlots.of(DayOfWeek.SUNDAY, 23, 3, List.of());

        assertThat(late.text()).isEqualTo("every week on Sunday, 23:00 to 02:00 +00:00");
        assertThat(next(late)).startsWith("2026-11-29T23:00:00Z/2026-11-30T02:00:00Z");
        ObjectNode configuration = json("{}");
        configuration.set("properties", MaintenanceJson.properties(late));
        assertThat(MaintenanceJson.read(configuration)).isEqualTo(late);
    }

    @Test
    void theWholeWeekIsOneSpan() {
        HourSlots always = HourSlots.of(DayOfWeek.MONDAY, 0, 168, List.of());

        assertThat(next(always)).startsWith("2026-11-23T00:00:00Z/2026-11-30T00:00:00Z");
    }

    @Test
    void aWindowThatIsOpenNowCounts() {
        MaintenanceWindowSpec nightly = window(new Recurrence.Daily(1), "20:00", 16, "+00:00");

        assertThat(next(nightly)).startsWith("2026-11-23T20:00:00Z/2026-11-24T12:00:00Z");
    }

    @Test
    void theOffsetDecidesTheDay() {
        MaintenanceWindowSpec sunday = window(new Recurrence.Weekly(1, DayOfWeek.SUNDAY), "01:00", 4, "+05:30");

        assertThat(next(sunday)).startsWith("2026-11-28T19:30:00Z/2026-11-28T23:30:00Z");
        assertThat(sunday.text()).isEqualTo("every week on Sunday, 01:00 to 05:00 +05:30");
    }

    @Test
    void excludedDaysCutWindows() {
        MaintenanceWindowSpec friday = new MaintenanceWindowSpec(
                new Recurrence.Weekly(1, DayOfWeek.FRIDAY),
                LocalTime.of(22, 0),
                8,
                ZoneOffset.UTC,
                Optional.of(LocalDate.of(2026, 11, 1)),
                List.of(new DateSpan(LocalDate.of(2026, 11, 28), LocalDate.of(2026, 12, 4))));

        assertThat(next(friday))
                .containsExactly(
                        "2026-11-27T22:00:00Z/2026-11-28T00:00:00Z",
                        "2026-12-05T00:00:00Z/2026-12-05T06:00:00Z",
                        "2026-12-11T22:00:00Z/2026-12-12T06:00:00Z");
        assertThat(friday.text()).endsWith("from 2026-11-01, not on 2026-11-28 to 2026-12-04");
    }

    @Test
    void whereEverythingIsExcludedThereIsNoWindow() {
        MaintenanceWindowSpec never = new MaintenanceWindowSpec(
                new Recurrence.Daily(1),
                LocalTime.of(1, 0),
                4,
                ZoneOffset.UTC,
                Optional.empty(),
                List.of(new DateSpan(LocalDate.of(2020, 1, 1), LocalDate.of(2060, 1, 1))));

        assertThat(next(never)).isEmpty();
    }

    @Test
    void allKindsAreWrittenAndReadAlike() throws Exception {
        for (Recurrence recurrence : List.of(
                new Recurrence.Daily(3),
                new Recurrence.Weekly(2, DayOfWeek.SATURDAY),
                new Recurrence.AbsoluteMonthly(6, 31),
                new Recurrence.RelativeMonthly(1, Recurrence.WeekIndex.LAST, DayOfWeek.FRIDAY))) {
            MaintenanceWindowSpec spec = new MaintenanceWindowSpec(
                    recurrence,
                    LocalTime.of(22, 30),
                    8,
                    ZoneOffset.of("-03:30"),
                    Optional.of(LocalDate.of(2028, 2, 29)),
                    List.of(new DateSpan(LocalDate.of(2028, 12, 24), LocalDate.of(2029, 1, 2))));
            ObjectNode configuration = json("{}");
            configuration.set("properties", MaintenanceJson.properties(spec));

            assertThat(MaintenanceJson.read(configuration)).isEqualTo(spec);
        }
    }

    @Test
    void theServicesWindowForWeeklyHoursIsTheSame() throws Exception {
        ObjectNode migrated = json(
                "{'properties':{'maintenanceWindow':{'schedule':{'weekly':{'intervalWeeks':1,"
                        + "'dayOfWeek':'Sunday'}},'durationHours':1,'utcOffset':'+00:00','startTime':'01:00','startDate':null}}}");

        MaintenanceWindowSpec read = (MaintenanceWindowSpec) MaintenanceJson.read(migrated);

        assertThat(read.asHourSlots()).contains(HourSlots.of(DayOfWeek.SUNDAY, 1, 1, List.of()));
        assertThat(window(new Recurrence.Weekly(2, DayOfWeek.SUNDAY), "01:00", 1, "+00:00")
                        .asHourSlots())
                .isEmpty();
        assertThat(window(new Recurrence.Weekly(1, DayOfWeek.SUNDAY), "01:00", 1, "+01:00")
                        .asHourSlots())
                .isEmpty();
    }

    @Test
    void aStartDateThatTheServiceSetIsNoDifference() {
        MaintenanceWindowSpec asked = window(new Recurrence.Daily(1), "01:00", 4, "+00:00");
        MaintenanceWindowSpec actual = new MaintenanceWindowSpec(
                asked.recurrence(), asked.start(), 4, ZoneOffset.UTC, Optional.of(LocalDate.of(2026, 1, 1)), List.of());

        assertThat(asked.isMetBy(actual)).isTrue();
        assertThat(actual.isMetBy(asked)).isFalse();
    }

    @Test
    void aScheduleOfAnUnknownKindIsNamed() throws Exception {
        ObjectNode odd = json("{'name':'default','properties':{'maintenanceWindow':{'schedule':{'yearly':{}},"
                + "'startTime':'01:00'}}}");

        assertThatThrownBy(() -> MaintenanceJson.read(odd))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("maintenance configuration default")
                .hasMessageContaining("yearly");
    }
}
