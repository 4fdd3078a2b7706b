package io.jenkins.plugins.aks.azure;

import io.jenkins.plugins.aks.operation.Journal;
import java.io.IOException;

/**
 * What the journal knows of an operation's own writes. One is noted before it is sent, so that a process killed between
 * still knows after its restart that the change it finds may be its own.
 */
final class WriteRecord {
    private static final String SENT = "writeSent";
    private static final String CREATED = "created";
    private static final String COUNT = "writes";

    private final Journal journal;

    WriteRecord(Journal journal) {
        this.journal = journal;
    }

    void starts(boolean creates) throws IOException {
        journal.put(SENT, "true");
        if (creates) {
            journal.put(CREATED, "true");
        }
        journal.save();
    }

    /** Also drops the note of a creation, unless an earlier write was accepted. */
    void wasRefused() throws IOException {
        if (count() == 0) {
            journal.remove(SENT).remove(CREATED);
        }
        journal.save();
    }

    /** Saved together with where to follow the operation. */
    void wasAccepted() {
        journal.put(COUNT, Integer.toString(count() + 1));
    }

    boolean any() {
        return journal.get(SENT).isPresent();
    }

    boolean created() {
        return journal.get(CREATED).isPresent();
    }

    int count() {
        return journal.get(COUNT).map(Integer::parseInt).orElse(0);
    }
}
