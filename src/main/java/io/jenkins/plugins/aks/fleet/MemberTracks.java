package io.jenkins.plugins.aks.fleet;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was seen of each member, kept in the journal, so that a restart forgets neither a flap nor a member that left. */
final class MemberTracks {
    private static final String NAMES = "names";

    private final Journal journal;

    MemberTracks(Journal journal) {
        this.journal = journal.scope("seen");
    }

    /** All members that were ever seen. */
    Set<String> names() {
        return new LinkedHashSet<>(
                journal.get(NAMES).map(text -> List.of(text.split(" "))).orElse(List.of()));
    }

    MemberTrack of(String name) {
        return MemberTrack.parse(journal.get("member/" + name).orElseThrow());
    }

    /** Logs and keeps what changed. */
    void see(Map<String, MemberView> members, Instant now, Log log) throws IOException {
        Set<String> names = names();
        boolean changed = false;
        for (Map.Entry<String, MemberView> member : members.entrySet()) {
            boolean isNew = names.add(member.getKey());
            MemberTrack before = isNew ? MemberTrack.begin(now) : of(member.getKey());
            MemberTrack after = before.see(member.getValue().isGood(), now);
            if (isNew || !after.equals(before)) {
                journal.put("member/" + member.getKey(), after.toString());
                changed = true;
                if (after.good() != before.good()) {
                    log.line(member.getKey() + ": "
                            + (after.good()
                                    ? "available"
                                    : "no longer: " + member.getValue().waitingFor()));
                }
            }
        }
        if (changed) {
            journal.put(NAMES, String.join(" ", names)).save();
        }
    }
}
