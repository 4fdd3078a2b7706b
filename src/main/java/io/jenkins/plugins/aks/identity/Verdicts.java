package io.jenkins.plugins.aks.identity;

import io.jenkins.plugins.aks.operation.Journal;
import java.io.IOException;

/** A verdict kept in the journal, so that what follows it can be done again after a restart. */
record Verdicts(Journal journal) {
    private static final String LINK = "link";
    private static final String GOT = "got";
    private static final String REASON = "reason";
    private static final String UNKNOWN = "unknown";

    boolean isKnown() {
        return journal.get(LINK).isPresent();
    }

    void write(Broken broken) throws IOException {
        journal.put(LINK, broken.link() == null ? "" : broken.link().name())
                .put(GOT, broken.got())
                .put(REASON, broken.reason())
                .put(UNKNOWN, Boolean.toString(broken.unknown()))
                .save();
    }

    Broken read() {
        String link = journal.get(LINK).orElse("");
        return new Broken(
                link.isEmpty() ? null : ChainLink.valueOf(link),
                journal.get(GOT).orElse(""),
                journal.get(REASON).orElse(""),
                false,
                Boolean.parseBoolean(journal.get(UNKNOWN).orElse("false")));
    }
}
