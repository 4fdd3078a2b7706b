package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts back what the check has changed, part by part: writer, workload, node, pool. A part that cannot be put back keeps no
 * other one from it; it is named, with how to do it by hand.
 */
final class FailoverRestore {
    private static final String DONE = "done";
    private static final String LEFT = "left";
    private static final List<String> NAMES =
            List.of(RestoreWriter.NAME, RestoreWorkload.NAME, RestoreNode.NAME, RestorePool.NAME);
    private static final PhaseLimit LIMIT = new PhaseLimit("restore", Duration.ofMinutes(20));

    private final List<RestorePart> parts;

    /** @param way the journal of {@link FailoverPhases} */
    FailoverRestore(FailoverSpec spec, Journal way) {
        this.parts = List.of(
                new RestoreWriter(spec, way),
                new RestoreWorkload(spec, way),
                new RestoreNode(spec, way),
                new RestorePool(spec, way));
    }

    /** @return what is waited for; empty once every part is put back or given up */
    Optional<Turn> turn(AksSession session, Journal journal) throws Exception {
        for (RestorePart part : parts) {
            Journal own = journal.scope(part.name());
            if (!part.isChanged() || own.get(DONE).isPresent()) {
                continue;
            }
            Optional<Turn> turn = turn(session, own, part);
            if (turn.isPresent()) {
                return turn;
            }
        }
        return Optional.empty();
    }

    private static Optional<Turn> turn(AksSession session, Journal own, RestorePart part) throws Exception {
        try {
            Optional<Turn> turn = part.turn(session, own);
            if (turn.isPresent() && LIMIT.isOver(session, own)) {
                String waitingFor = turn.get() instanceof Turn.Again again ? again.waitingFor() : "";
                giveUp(session, own, part, "not within " + Durations.format(LIMIT.length()) + ", " + waitingFor);
                return Optional.empty();
            }
            if (turn.isPresent() && turn.get() instanceof Turn.Again again) {
                return Optional.of(
                        Turn.again(again.after(), "putting back the " + part.name() + ": " + again.waitingFor()));
            }
            own.put(DONE, "true").save();
        } catch (OperationException refused) {
            giveUp(session, own, part, refused.getMessage());
        }
        return Optional.empty();
    }

    private static void giveUp(AksSession session, Journal own, RestorePart part, String why) throws IOException {
        String text = "The " + part.name() + " was not put back: " + why + " Do it by hand: " + part.byHand();
        session.log().line(text);
        own.put(LEFT, text).put(DONE, "true").save();
    }

    /** What could not be put back, each as a sentence with how to do it by hand. */
    static List<String> remains(Journal journal) {
        List<String> left = new ArrayList<>();
        for (String name : NAMES) {
            journal.scope(name).get(LEFT).ifPresent(left::add);
        }
        return left;
    }

    /** For the end of a stop. */
    String left(Journal journal) {
        List<String> remains = remains(journal);
        if (!remains.isEmpty()) {
            return String.join(" ", remains);
        }
        boolean any = parts.stream().anyMatch(RestorePart::isChanged);
        return any ? "what the check had changed was put back" : "the check had changed nothing";
    }

    /** As {@link #turn}, and what it waits for tells how people do the rest: a stop has little time. */
    Optional<Turn> hurried(AksSession session, Journal journal) throws Exception {
        return turn(session, journal)
                .map(turn -> turn instanceof Turn.Again again
                        ? Turn.again(again.after(), again.waitingFor() + " (" + byHand(journal) + ")")
                        : turn);
    }

    /** What would have to be put back by hand now. */
    String byHand(Journal journal) {
        String commands = parts.stream()
                .filter(part ->
                        part.isChanged() && journal.scope(part.name()).get(DONE).isEmpty())
                .map(RestorePart::byHand)
                .collect(Collectors.joining("; "));
        return commands.isEmpty() ? "nothing is to be put back" : "to put it back by hand: " + commands;
    }
}
