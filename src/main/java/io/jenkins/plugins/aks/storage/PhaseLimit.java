package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long something is waited for, from the first look and over restarts. */
record PhaseLimit(String name, Duration length) {

    boolean isOver(AksSession session, Journal journal) throws IOException {
        String key = "until/" + name;
        Optional<Instant> known = journal.instant(key);
        if (known.isEmpty()) {
            journal.put(key, session.clock().instant().plus(length).toString()).save();
            return false;
        }
        return !session.clock().instant().isBefore(known.get());
    }
}
