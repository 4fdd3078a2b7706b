package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is refused before anything is sent. */
class MaintenanceWindowStepTest {

    private static final String AUTO = "aksManagedAutoUpgradeSchedule";
    private static final String NODE_OS = "aksManagedNodeOSUpgradeSchedule";

    private static MaintenanceWindowStep weekly(String name) {
        MaintenanceWindowStep step = new MaintenanceWindowStep();
        step.setName(name);
        step.setDayOfWeek("Sunday");
        step.setStartTime("01:00");
        return step;
    }

    private static void refused(String name, Consumer<MaintenanceWindowStep> change, String... parts) {
        MaintenanceWindowStep step = weekly(name);
        change.accept(step);
        assertThatThrownBy(() -> step.operation(FixedScope.of("rg", "demo")))
                .isInstanceOf(InvalidParameterException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void namesAndWordsAreThoseOfTheService() {
        refused("weekend", step -> {}, "name: 'weekend' was given", AUTO, NODE_OS, "default");
        refused(AUTO, step -> step.setSchedule("Hourly"), "schedule: 'Hourly'", "RelativeMonthly");
        refused(AUTO, step -> step.setDayOfWeek("Sonntag"), "dayOfWeek: 'Sonntag'", "Sunday");
        refused(AUTO, step -> step.setState("gone"), "state: 'gone'", "'present', 'absent'");
    }

    @Test
    void aScheduleNeedsANameAndItsParts() {
        refused(null, step -> {}, "name: nothing was given", "without dayOfWeek the step lists all");
        refused(AUTO, step -> step.setDayOfWeek(null), "dayOfWeek: nothing was given");
        refused(AUTO, step -> step.setStartTime(null), "startTime: nothing was given");
        refused(
                AUTO,
                step -> {
                    step.setSchedule("RelativeMonthly");
                },
                "weekIndex: nothing was given");
        refused(
                AUTO,
                step -> {
                    step.setSchedule("AbsoluteMonthly");
                    step.setDayOfWeek(null);
                },
                "dayOfMonth: nothing was given");
    }

    @Test
    void partsOfOtherSchedulesAreNotIgnored() {
        refused(AUTO, step -> step.setDayOfMonth(3), "dayOfMonth: '3' was given", "Leave it out for Weekly");
        refused(AUTO, step -> step.setWeekIndex("First"), "weekIndex: 'First'", "Leave it out for Weekly");
        refused(NODE_OS, step -> step.setSchedule("Daily"), "dayOfWeek: 'Sunday'", "Leave it out for Daily");
    }

    @Test
    void numbersAndTimesAreInTheirRange() {
        refused(AUTO, step -> step.setInterval(5), "interval: '5'", "1 to 4");
        refused(AUTO, step -> step.setDurationHours(3), "durationHours: '3'", "4 to 24");
        refused(AUTO, step -> step.setDurationHours(25), "durationHours: '25'", "4 to 24");
        refused(AUTO, step -> step.setStartTime("1:00"), "startTime: '1:00'", "'01:00'");
        refused(AUTO, step -> step.setStartTime("24:00"), "startTime: '24:00'");
        refused(AUTO, step -> step.setUtcOffset("CET"), "utcOffset: 'CET'", "'-05:30'");
        refused(AUTO, step -> step.setUtcOffset("+19:00"), "utcOffset: '+19:00'");
        refused(AUTO, step -> step.setStartDate("2026-02-29"), "startDate: '2026-02-29'");
        refused(AUTO, step -> step.setNotAllowedDates(List.of("2027-01-02/2026-12-24")), "notAllowedDates");
        refused(AUTO, step -> step.setNotAllowedDates(List.of("a/b/c")), "notAllowedDates: 'a'");
    }

    @Test
    void dailyIsForTheNodesOnly() {
        refused(
                AUTO,
                step -> {
                    step.setSchedule("Daily");
                    step.setDayOfWeek(null);
                },
                "schedule: 'Daily'",
                NODE_OS);
    }

    @Test
    void theDefaultConfigurationKnowsWeeklyHoursInUtc() {
        refused("default", step -> step.setSchedule("Daily"), "schedule: 'Daily'", "'Weekly'");
        refused("default", step -> step.setInterval(2), "interval: '2'");
        refused("default", step -> step.setUtcOffset("+01:00"), "utcOffset: '+01:00'");
        refused("default", step -> step.setStartTime("01:30"), "startTime: '01:30'", "a full hour");
        refused("default", step -> step.setStartDate("2026-12-01"), "startDate: '2026-12-01'");
    }

    @Test
    void deletingNeedsANameAndNothingElse() {
        refused("default", step -> step.setState("absent"), "state: 'absent'", "leave out when it would be");
        MaintenanceWindowStep nameless = new MaintenanceWindowStep();
        nameless.setState("absent");
        assertThatThrownBy(() -> nameless.operation(FixedScope.of("rg", "demo")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Name the configuration to delete");
    }
}
