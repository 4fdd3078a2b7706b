package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.check.CheckEnd;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the node of a database away and says whether it came back in time and with all its rows. First the way to the
 * verdict ({@link FailoverPhases}), then, whatever that came to, everything that was changed is put back ({@link
 * FailoverRestore}), and only then it ends: with the verdict, or with the failure. Each part has a journal of its own; how
 * the first one ended is saved before the second one begins.
 */
final class AcstorFailoverCheck implements Operation<AksSession> {
    private static final String WAY = "way";
    private static final String RESTORE = "restore";

    private final FailoverSpec spec;
    private final CheckEnd end;
    private final Operation<AksSession> way;

    AcstorFailoverCheck(FailoverSpec spec, CheckEnd end) {
        this.spec = spec;
        this.end = end;
        this.way = FailoverPhases.of(spec);
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(spec.clusterId().toLowerCase(Locale.ROOT));
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        FailoverEnd ended = new FailoverEnd(journal);
        if (!ended.isKnown()) {
            return towardsVerdict(session, journal, ended);
        }
        Optional<Turn> restoring = restore(journal).turn(session, journal.scope(RESTORE));
        return restoring.isPresent() ? restoring.get() : finish(session, journal, ended);
    }

    private Turn towardsVerdict(AksSession session, Journal journal, FailoverEnd ended) throws Exception {
        try {
            Turn turn = way.advance(session, journal.scope(WAY));
            if (turn instanceof Turn.Again) {
                return turn;
            }
            ended.reached();
        } catch (OperationException failure) {
            session.log().line(failure.getMessage());
            ended.failed(failure);
        } catch (UncheckedIOException passing) {
            throw passing;
        } catch (RuntimeException defect) {
            // Also after a defect of ours nobody's node pool may stay as it is.
            ended.failed(new OperationException(
                    "the check failed by a defect, please report it: " + defect + " at " + defect.getStackTrace()[0],
                    defect));
        }
        return Turn.again(Duration.ZERO, "what was changed to be put back");
    }

    private Turn finish(AksSession session, Journal journal, FailoverEnd ended) throws Exception {
        List<String> left = FailoverRestore.remains(journal.scope(RESTORE));
        Optional<OperationException> failure = ended.failure(left);
        if (failure.isPresent()) {
            throw failure.get();
        }
        // All phases have ended, so this only gathers what they came to.
        Turn.Done facts = (Turn.Done) way.advance(session, journal.scope(WAY));
        FailoverVerdict verdict = new FailoverVerdict(spec, facts.result(), left);
        verdict.timeline().forEach(event -> session.log().line(event.text()));
        Map<String, Object> result = new LinkedHashMap<>(end.settle(
                verdict.report(),
                session.clock().instant(),
                session.log(),
                (path, text) -> session.workspace().write("junit", path, text),
                session::unstable));
        result.putAll(verdict.figures());
        return Turn.done(result);
    }

    /** Puts everything back, as after a verdict; told to detach, it says what is left instead. */
    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        FailoverRestore restore = restore(journal);
        if (how == OnAbort.DETACH) {
            return Operation.left(restore.byHand(journal.scope(RESTORE)));
        }
        Optional<Turn> restoring = restore.hurried(session, journal.scope(RESTORE));
        if (restoring.isPresent()) {
            return restoring.get();
        }
        return Operation.left(restore.left(journal.scope(RESTORE)));
    }

    private FailoverRestore restore(Journal journal) {
        return new FailoverRestore(spec, journal.scope(WAY));
    }
}
