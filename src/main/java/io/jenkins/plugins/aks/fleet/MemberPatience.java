package io.jenkins.plugins.aks.fleet;

import java.time.Duration;
import java.time.Instant;

/**
 * How long members are waited for.
 *
 * @param limit from the first look at a member until it gets its verdict, whatever it is
 */
record MemberPatience(Duration limit) {
    /** How long a member must be good that once was not any more. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    /** The hub tries again by itself what a member refused. */
    private static final Duration RETRIES = Duration.ofMinutes(1);

    boolean isSettled(MemberView member, MemberTrack track, Instant now) {
        return track.isSteady(now, STEADY)
                || member.isFailed() && isOver(track.changed(), shorter(RETRIES), now)
                || member.isUnscheduled() && isOver(track.since(), shorter(RETRIES), now)
                || isOver(track.since(), limit, now);
    }

    boolean isSteady(MemberTrack track, Instant now) {
        return track.isSteady(now, STEADY);
    }

    boolean isOver(MemberTrack track, Instant now) {
        return isOver(track.since(), limit, now);
    }

    private Duration shorter(Duration span) {
        return span.compareTo(limit) < 0 ? span : limit;
    }

    private static boolean isOver(Instant since, Duration span, Instant now) {
        return !since.plus(span).isAfter(now);
    }
}
