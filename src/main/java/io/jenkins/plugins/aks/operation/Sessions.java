package io.jenkins.plugins.aks.operation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The session of one run. It is made anew from time to time, so that a long operation uses a credential that was renewed
 * meanwhile; where that fails, the operation goes on with the one it has. Used by one thread at a time.
 */
final class Sessions<S> {

    private static final Duration KEEP = Duration.ofMinutes(10);

    private final SessionSource<S> source;
    private final Clock clock;
    private final Log log;
    private S session;
    private Instant made;

    Sessions(SessionSource<S> source, Clock clock, Log log) {
        this.source = source;
        this.clock = clock;
        this.log = log;
    }

    S current() throws Exception {
        if (session == null) {
            session = source.open();
            made = clock.instant();
        } else if (!clock.instant().isBefore(made.plus(KEEP))) {
            renew();
            made = clock.instant();
        }
        return session;
    }

    private void renew() throws Exception {
        try {
            session = source.open();
        } catch (OperationException e) {
            log.line("goes on with the credential as it was before, because: " + e.getMessage());
        }
    }
}
