package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One maintenance configuration of a cluster has the schedule that was asked for (W155). */
final class MaintenanceWindow implements Operation<AksSession> {

    private static final int NEXT = 3;

    private final String name;
    private final MaintenanceSchedule wanted;
    private final EnsureResource<AksSession> configuration;

    MaintenanceWindow(String clusterId, String name, MaintenanceSchedule wanted) {
        this.name = name;
        this.wanted = wanted;
        this.configuration =
                new EnsureResource<>(target(clusterId, name), AksSession.ACCESS, this::change, this::result);
    }

    static ResourceTarget target(String clusterId, String name) {
        return new ResourceTarget(
                "maintenance window " + name,
                clusterId + "/maintenanceConfigurations/" + name,
                ApiVersions.CONTAINER_SERVICE,
                clusterId);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return configuration.advance(session, journal);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        return configuration.abort(session, journal, how);
    }

    @Override
    public Optional<String> writerKey() {
        return configuration.writerKey();
    }

    private Optional<ObjectNode> change(AksSession session, Optional<ObjectNode> current) throws OperationException {
        if (current.isPresent() && isMetBy(MaintenanceJson.read(current.get()))) {
            return Optional.empty();
        }
        current.ifPresent(old -> session.log().line("maintenance window " + name + " was: " + said(old)));
        ObjectNode body = Models.object();
        body.set(
                "properties",
                wanted instanceof HourSlots slots
                        ? MaintenanceJson.properties(slots)
                        : MaintenanceJson.properties((MaintenanceWindowSpec) wanted));
        return Optional.of(body);
    }

    private static String said(ObjectNode configuration) {
        try {
            return MaintenanceJson.read(configuration).text();
        } catch (OperationException unreadable) {
            return configuration.path("properties").toString();
        }
    }

    /** The service may give the weekly hours of {@code default} back as a window. */
    private boolean isMetBy(MaintenanceSchedule actual) {
        if (wanted instanceof MaintenanceWindowSpec window) {
            return actual instanceof MaintenanceWindowSpec other && window.isMetBy(other);
        }
        return actual.equals(wanted)
                || (actual instanceof MaintenanceWindowSpec other
                        && other.asHourSlots().filter(wanted::equals).isPresent());
    }

    private Map<String, Object> result(AksSession session, ObjectNode current, boolean changed)
            throws OperationException {
        Map<String, Object> result = new LinkedHashMap<>(shown(session, current));
        result.put("changed", changed);
        return result;
    }

    /** Logs when the next windows are, and gives the configuration as the step returns it. */
    static Map<String, Object> shown(AksSession session, ObjectNode configuration) throws OperationException {
        MaintenanceSchedule schedule = MaintenanceJson.read(configuration);
        String name = configuration.path("name").asText();
        Instant now = session.clock().instant();
        List<String> next =
                schedule.next(now, NEXT).stream().map(MaintenanceTime::text).toList();
        session.log().line("maintenance window " + name + ": " + schedule.text());
        session.log().line(next.isEmpty() ? "  no window in the coming years" : "  next: " + String.join(", ", next));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        shown.put("id", configuration.path("id").asText());
        shown.put("schedule", schedule.text());
        shown.put("next", next);
        return shown;
    }
}
