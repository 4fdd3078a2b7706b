package io.jenkins.plugins.aks.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A span of time in which maintenance may run; {@code end} is the first instant after it. */
record MaintenanceTime(Instant start, Instant end) {

    boolean contains(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }

    boolean overlaps(MaintenanceTime other) {
        return start.isBefore(other.end) && other.start.isBefore(end);
    }

    /** What is left of it, in pieces, earliest first. */
    List<MaintenanceTime> without(List<MaintenanceTime> closed) {
        List<MaintenanceTime> open = List.of(this);
        for (MaintenanceTime hole : closed) {
            open = open.stream().flatMap(piece -> piece.without(hole).stream()).toList();
        }
        return open;
    }

    private List<MaintenanceTime> without(MaintenanceTime hole) {
        if (!overlaps(hole)) {
            return List.of(this);
        }
        List<MaintenanceTime> rest = new ArrayList<>();
        if (start.isBefore(hole.start)) {
            rest.add(new MaintenanceTime(start, hole.start));
        }
        if (hole.end.isBefore(end)) {
            rest.add(new MaintenanceTime(hole.end, end));
        }
        return rest;
    }

    /** As it stands in a result, e.g. {@code 2026-11-29T01:00:00Z/2026-11-29T05:00:00Z} (ISO 8601). */
    String text() {
        return start + "/" + end;
    }
}
