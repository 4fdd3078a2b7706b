package io.jenkins.plugins.aks.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.kit.FixedScope;
import io.jenkins.plugins.aks.kit.SandboxSession;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.FaultRule.Cut;
import io.jenkins.plugins.aks.sandbox.SimulatedCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** maintenanceWindow through the real clients against the sandbox (W154, W155). */
class MaintenanceWindowSandboxTest {

    private static final String AUTO = "aksManagedAutoUpgradeSchedule";

    private SimulatedCloud cloud;
    private SandboxSession session;
    private AksScope scope;

    @BeforeEach
    void aCluster(@TempDir Path directory) throws Exception {
        cloud = SimulatedCloud.in(directory);
        session = new SandboxSession(cloud);
        scope = new FixedScope(session.subscription(), "demo", "demo", Optional.of("westeurope"));
        cloud.put(cloud.group("demo"), SimulatedCloud.RESOURCES, "{'location':'westeurope'}");
        session.run(new AksCreateStep("demo").operation(scope));
    }

    @AfterEach
    void close() {
        session.close();
        cloud.close();
        assertThat(cloud.sandbox.problems()).isEmpty();
    }

    private Map<String, Object> run(MaintenanceWindowStep step) throws Exception {
        return session.run(step.operation(scope));
    }

    private long writes() {
        return cloud.sandbox.requests().all().stream()
                .filter(request -> request.isWrite() && request.path().contains("/maintenanceConfigurations/"))
                .count();
    }

    private static MaintenanceWindowStep named(String name) {
        MaintenanceWindowStep step = new MaintenanceWindowStep();
        step.setName(name);
        return step;
    }

    private static MaintenanceWindowStep sunday() {
        MaintenanceWindowStep step = named("default");
        step.setDayOfWeek("sunday");
        step.setStartTime("01:00");
        return step;
    }

    @Test
    void theWorkshopsWindowIsSetOnce() throws Exception {
        assertThat(run(new MaintenanceWindowStep())).containsEntry("windows", List.of());
        assertThat(session.log).endsWith("no maintenance window is configured");

        Map<String, Object> set = run(sunday());

        assertThat(set)
                .containsEntry("name", "default")
                .containsEntry("schedule", "every week on Sunday, 01:00 to 02:00 +00:00")
                .containsEntry("changed", true);
        assertThat((List<?>) set.get("next")).hasSize(3);
        assertThat(session.log).anyMatch(line -> line.startsWith("  next: "));
        assertThat(run(sunday())).containsEntry("changed", false);
        assertThat(writes()).isEqualTo(1);
        assertThat((List<?>) run(new MaintenanceWindowStep()).get("windows")).hasSize(1);
    }

    @Test
    void aChangedScheduleIsWrittenAndTheOldOneNamed() throws Exception {
        MaintenanceWindowStep step = named(AUTO);
        step.setSchedule("RelativeMonthly");
        step.setWeekIndex("Last");
        step.setDayOfWeek("Saturday");
        step.setStartTime("22:00");
        step.setUtcOffset("+01:00");
        step.setNotAllowedDates(List.of("2026-12-19/2027-01-03"));
        assertThat(run(step)).containsEntry("changed", true);
        assertThat(run(step)).containsEntry("changed", false);

        step.setDurationHours(6);
        assertThat(run(step)).containsEntry("changed", true);

        assertThat(session.log)
                .anyMatch(line ->
                        line.startsWith("maintenance window " + AUTO + " was: every month on the last Saturday"));
        assertThat(writes()).isEqualTo(2);
    }

    @Test
    void aLostAnswerIsNoSecondWrite() throws Exception {
        cloud.sandbox
                .faults()
                .add(FaultRule.on("PUT", ".*/maintenanceConfigurations/.*").cutting(Cut.AFTER_EFFECT));

        assertThat(run(sunday())).containsEntry("changed", true);

        assertThat(writes()).isEqualTo(1);
    }

    @Test
    void isDeletedOnce() throws Exception {
        run(sunday());
        MaintenanceWindowStep absent = named("default");
        absent.setState("absent");

        assertThat(run(absent)).containsEntry("changed", true);
        assertThat(run(absent)).containsEntry("changed", false);

        assertThat(run(named("default"))).containsEntry("windows", List.of());
        assertThat(writes()).isEqualTo(2);
    }
}
