package io.jenkins.plugins.aks.runner.builtin;

import java.time.Duration;

/** Durations in Jenkins' words. */
final class Spans {

    private Spans() {}

    static String text(Duration span) {
        Duration left = span.isNegative() ? Duration.ZERO : span;
        if (left.toDays() > 0) {
            return "%d day %d hr".formatted(left.toDays(), left.toHoursPart());
        }
        if (left.toHours() > 0) {
            return "%d hr %d min".formatted(left.toHours(), left.toMinutesPart());
        }
        if (left.toMinutes() > 0) {
            return "%d min %d sec".formatted(left.toMinutes(), left.toSecondsPart());
        }
        return left.toSeconds() > 0 ? left.toSeconds() + " sec" : left.toMillis() + " ms";
    }
}
