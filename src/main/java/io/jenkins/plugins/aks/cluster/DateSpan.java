package io.jenkins.plugins.aks.cluster;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Days on which no maintenance may run, both ends included, in the window's own offset: with +02:00, 2026-12-23 to
 * 2027-01-03 blocks from 2026-12-22T22:00Z to 2027-01-03T22:00Z.
 */
record DateSpan(LocalDate start, LocalDate end) {

    MaintenanceTime at(ZoneOffset offset) {
        return new MaintenanceTime(
                start.atStartOfDay().toInstant(offset),
                end.plusDays(1).atStartOfDay().toInstant(offset));
    }

    String text() {
        return start.equals(end) ? start.toString() : start + " to " + end;
    }
}
