package io.jenkins.plugins.aks.fleet;

import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes of what the hub says and of what the member shows the verdict on one member. */
final class VerdictMaker {
    private final AksSession session;
    private final MemberProof proof;
    private final MemberPatience patience;

    VerdictMaker(AksSession session, MemberProof proof, MemberPatience patience) {
        this.session = session;
        this.proof = proof;
        this.patience = patience;
    }

    /** @return empty where the member may still come to show what the hub reports */
    Optional<MemberVerdict> of(String name, MemberView member, MemberTrack track) {
        Instant now = session.clock().instant();
        if (member.isUnscheduled()) {
            return Optional.of(verdict(name, MemberVerdict.UNSCHEDULED, member.waitingFor(), ""));
        }
        if (track.lost() > 0 && !patience.isSteady(track, now)) {
            String last = track.good() ? "it is available again" : member.waitingFor();
            return Optional.of(verdict(
                    name,
                    MemberVerdict.FLAPPING,
                    "was available and then was not " + times(track.lost()) + "; " + last,
                    ""));
        }
        if (track.good()) {
            return proven(name, track, now);
        }
        if (member.isFailed()) {
            String owners = owners(name, member);
            String reason = member.failure() + (owners.isEmpty() ? "" : "; on the member " + owners);
            return Optional.of(verdict(name, MemberVerdict.FAILED, reason, owners));
        }
        return Optional.of(verdict(name, MemberVerdict.STUCK, member.waitingFor(), ""));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    private static MemberVerdict verdict(String name, String verdict, String reason, String owner) {
        return new MemberVerdict(name, verdict, reason, owner, 0);
    }

    private Optional<MemberVerdict> proven(String name, MemberTrack track, Instant now) {
        String missing;
        try {
            missing = proof.missing(name);
        } catch (OperationException refused) {
            return Optional.of(
                    verdict(name, MemberVerdict.FAILED, "the member cannot be read: " + refused.getMessage(), ""));
        } catch (TransientException silent) {
            missing = "the member cannot be read: " + silent.getMessage();
        }
        if (missing.isEmpty()) {
            return Optional.of(new MemberVerdict(name, MemberVerdict.PLACED, "", "", proof.size()));
        }
        return patience.isOver(track, now)
                ? Optional.of(verdict(
                        name, MemberVerdict.MISSING, "the hub reports it as available; on the member " + missing, ""))
                : Optional.empty();
    }

    private String owners(String name, MemberView member) {
        try {
            return proof.owners(name, member.failures());
        } catch (OperationException | TransientException unreadable) {
            return "";
        }
    }

    /**
     * A member that the placement does not pick, or no more.
     *
     * @param inFleet whether it is in the fleet
     */
    MemberVerdict gone(String name, boolean inFleet) throws OperationException, TransientException {
        if (!inFleet) {
            return verdict(name, MemberVerdict.LEFT, "it left the fleet; what was placed there stays", "");
        }
        List<String> placed = proof.placed(name);
        return placed.isEmpty()
                ? verdict(name, MemberVerdict.LEFT, "it is not picked, and has nothing of it", "")
                : new MemberVerdict(
                        name, MemberVerdict.PLACED, "it is not picked, and has " + placed, "", placed.size());
    }
}
