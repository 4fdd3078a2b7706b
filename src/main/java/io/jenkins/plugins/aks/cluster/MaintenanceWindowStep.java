package io.jenkins.plugins.aks.cluster;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.aks.azure.DeleteResource;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksScope;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.AksStep;
import io.jenkins.plugins.aks.pipeline.AksStepDescriptor;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Shows, sets or deletes the times in which AKS may maintain a cluster (W154, W155). */
public final class MaintenanceWindowStep extends AksStep {
    /** The default of {@link #getState}. */
    public static final String PRESENT = "present";

    private static final String ABSENT = "absent";

    private String name;
    private String state;
    private String schedule;
    private Integer interval;
    private String dayOfWeek;
    private Integer dayOfMonth;
    private String weekIndex;
    private String startTime;
    private Integer durationHours;
    private String utcOffset;
    private String startDate;
    private List<String> notAllowedDates;

    @DataBoundConstructor
    public MaintenanceWindowStep() {
        // Without parameters the step lists what there is.
    }

    @Override
    protected Operation<AksSession> operation(AksScope scope) throws OperationException {
        String cluster = scope.clusterId();
        String which = MaintenanceRules.name(this);
        Optional<MaintenanceSchedule> wanted = MaintenanceRules.schedule(this);
        if (Given.word("state", getState(), PRESENT, ABSENT).equals(ABSENT)) {
            if (which == null || wanted.isPresent()) {
                throw new InvalidParameterException(
                        "state",
                        getState(),
                        "'absent' with a name and without a schedule",
                        "Name the configuration to delete, and leave out when it would be.");
            }
            return new DeleteResource<>(
                    MaintenanceWindow.target(cluster, which), AksSession.ACCESS, configuration -> {});
        }
        return wanted.isPresent()
                ? new MaintenanceWindow(cluster, which, wanted.get())
                : new MaintenanceWindowList(cluster, which);
    }

    @Override
    protected String title() {
        return name == null ? "maintenanceWindow" : "maintenanceWindow " + name;
    }

    public String getName() {
        return name;
    }

    @DataBoundSetter
    public void setName(String name) {
        this.name = Util.fixEmptyAndTrim(name);
    }

    /** {@code present} or {@code absent}. */
    public String getState() {
        return state == null ? PRESENT : state;
    }

    @DataBoundSetter
    public void setState(String state) {
        this.state = Util.fixEmptyAndTrim(state);
    }

    public String getSchedule() {
        return schedule;
    }

    @DataBoundSetter
    public void setSchedule(String schedule) {
        this.schedule = Util.fixEmptyAndTrim(schedule);
    }

    public Integer getInterval() {
        return interval;
    }

    @DataBoundSetter
    public void setInterval(Integer interval) {
        this.interval = interval;
    }

    public String getDayOfWeek() {
        return dayOfWeek;
    }

    @DataBoundSetter
    public void setDayOfWeek(String dayOfWeek) {
        this.dayOfWeek = Util.fixEmptyAndTrim(dayOfWeek);
    }

    public Integer getDayOfMonth() {
        return dayOfMonth;
    }

    @DataBoundSetter
    public void setDayOfMonth(Integer dayOfMonth) {
        this.dayOfMonth = dayOfMonth;
    }

    public String getWeekIndex() {
        return weekIndex;
    }

    @DataBoundSetter
    public void setWeekIndex(String weekIndex) {
        this.weekIndex = Util.fixEmptyAndTrim(weekIndex);
    }

    public String getStartTime() {
        return startTime;
    }

    @DataBoundSetter
    public void setStartTime(String startTime) {
        this.startTime = Util.fixEmptyAndTrim(startTime);
    }

    public Integer getDurationHours() {
        return durationHours;
    }

    @DataBoundSetter
    public void setDurationHours(Integer durationHours) {
        this.durationHours = durationHours;
    }

    public String getUtcOffset() {
        return utcOffset;
    }

    @DataBoundSetter
    public void setUtcOffset(String utcOffset) {
        this.utcOffset = Util.fixEmptyAndTrim(utcOffset);
    }

    public String getStartDate() {
        return startDate;
    }

    @DataBoundSetter
    public void setStartDate(String startDate) {
        this.startDate = Util.fixEmptyAndTrim(startDate);
    }

    public List<String> getNotAllowedDates() {
        return notAllowedDates;
    }

    @DataBoundSetter
    public void setNotAllowedDates(List<String> notAllowedDates) {
        this.notAllowedDates = Given.list(notAllowedDates);
    }

    /** The step as Jenkins lists it. */
    @Extension
    public static final class DescriptorImpl extends AksStepDescriptor {
        public DescriptorImpl() {
            super("maintenanceWindow", "AKS: show, set or delete a planned maintenance window");
        }
    }
}
