package io.jenkins.plugins.aks.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * What was seen of one member so far.
 *
 * @param since when it was seen first
 * @param good whether it was good when it was seen last
 * @param changed when it became so
 * @param lost how often it was good, and then was not
 */
record MemberTrack(Instant since, boolean good, Instant changed, int lost) {

    static MemberTrack begin(Instant now) {
        return new MemberTrack(now, false, now, 0);
    }

    MemberTrack see(boolean isGood, Instant now) {
        if (isGood == good) {
            return this;
        }
        return new MemberTrack(since, isGood, now, isGood ? lost : lost + 1);
    }

    /** One that was lost once counts only after it has been good for a while. */
    boolean isSteady(Instant now, Duration span) {
        return good && (lost == 0 || !changed.plus(span).isAfter(now));
    }

    @Override
    public String toString() {
        return since + " " + good + " " + changed + " " + lost;
    }

    static MemberTrack parse(String text) {
        String[] parts = text.split(" ");
        return new MemberTrack(
                Instant.parse(parts[0]),
                Boolean.parseBoolean(parts[1]),
                Instant.parse(parts[2]),
                Integer.parseInt(parts[3]));
    }
}
