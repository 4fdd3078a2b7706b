package io.jenkins.plugins.aks.runner.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The stages of a run in the order in which they began. */
public final class Stages {

    private final Clock clock;
    private final List<StageRecord> all = new ArrayList<>();

    Stages(Clock clock) {
        this.clock = clock;
    }

    /** @param parent the stage around it; null at the top */
    public synchronized StageRecord begin(StageRecord parent, String name) {
        StageRecord stage = new StageRecord(parent, name, clock.instant());
        int place = all.size();
        // A stage of a parallel branch goes below its own branch, wherever other branches are by now.
        if (parent != null) {
            place = all.indexOf(parent) + 1;
            while (place < all.size() && all.get(place).depth() > parent.depth()) {
                place++;
            }
        }
        all.add(place, stage);
        return stage;
    }

    public synchronized List<StageRecord> all() {
        return List.copyOf(all);
    }

    /** The table at the end of the log. */
    synchronized List<String> table() {
        Instant now = clock.instant();
        int width = all.stream()
                .mapToInt(s -> s.name().length() + 2 * s.depth())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (StageRecord stage : all) {
            String name = "  ".repeat(stage.depth()) + stage.name();
            lines.add("  %s  %-9s  %s"
                    .formatted(name + " ".repeat(width - name.length()), stage.status(), text(stage.duration(now))));
        }
        return lines;
    }

    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return "%d.%d s".formatted(seconds, duration.toMillisPart() / 100);
        }
        return seconds < 3600
                ? "%d min %d s".formatted(seconds / 60, seconds % 60)
                : "%d h %d min".formatted(seconds / 3600, seconds % 3600 / 60);
    }
}
