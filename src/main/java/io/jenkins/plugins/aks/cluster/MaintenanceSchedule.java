package io.jenkins.plugins.aks.cluster;

import java.time.Instant;
import java.util.List;

/** When maintenance may run. */
interface MaintenanceSchedule {

    /** For people, e.g. {@code every 2 weeks on Sunday, 01:00 to 05:00 +00:00}. */
    String text();

    /**
     * The next spans that are not over at {@code now}, earliest first, without what is excluded.
     *
     * @param count how many; fewer where exclusions leave none for years
     */
    List<MaintenanceTime> next(Instant now, int count);

    /** Spans in which no maintenance may run. */
    List<MaintenanceTime> closed();
}
