package io.jenkins.plugins.aks.fleet;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The same for each of several members, a few of them at a time: in a turn each that is due takes one of its own. One that
 * fails does not keep the others from ending. Each has a part of the journal for itself.
 */
final class EachMember implements Operation<AksSession> {
    /** How many are under way at a time. */
    static final int CEILING = 8;

    static final String RESULTS = "results";

    private static final String CHANGED = "changed";
    private static final String DONE = "done";
    private static final String FAILED = "failed";
    private static final int SHOWN = 3;

    private final Map<String, Operation<AksSession>> operations;
    private final String writerKey;
    private final Map<String, Instant> due = new HashMap<>();

    /** @param operations by member name; their results have {@code changed} and plain texts besides */
    EachMember(Map<String, Operation<AksSession>> operations, String writerKey) {
        this.operations = operations;
        this.writerKey = writerKey;
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(writerKey);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        List<String> waiting = new ArrayList<>();
        Instant now = session.clock().instant();
        Instant next = Instant.MAX;
        int underWay = 0;
        for (Map.Entry<String, Operation<AksSession>> each : operations.entrySet()) {
            Journal own = own(journal, each.getKey());
            if (hasEnded(own) || underWay == CEILING) {
                continue;
            }
            underWay++;
            if (!due.getOrDefault(each.getKey(), now).isAfter(now)) {
                Optional<Turn.Again> again = turn(session, each.getValue(), own);
                if (again.isEmpty()) {
                    next = now;
                    continue;
                }
                due.put(each.getKey(), now.plus(again.get().after()));
                waiting.add(again.get().waitingFor());
            }
            Instant when = due.get(each.getKey());
            next = when.isBefore(next) ? when : next;
        }
        return underWay == 0 ? end(journal) : again(now, next, waiting);
    }

    private static Turn again(Instant now, Instant next, List<String> waiting) {
        String more = waiting.size() > SHOWN ? " and " + (waiting.size() - SHOWN) + " more" : "";
        String text = String.join(" | ", waiting.subList(0, Math.min(SHOWN, waiting.size()))) + more;
        return Turn.again(Duration.between(now, next), text.isEmpty() ? "the next members" : text);
    }

    /** @return empty where it has ended, well or not */
    private Optional<Turn.Again> turn(AksSession session, Operation<AksSession> operation, Journal own)
            throws Exception {
        try {
            Turn turn = operation.advance(session, own);
            if (turn instanceof Turn.Again again) {
                return Optional.of(again);
            }
            own.put(DONE, String.valueOf(((Turn.Done) turn).result().get(CHANGED)))
                    .save();
        } catch (TransientException passing) {
            if (passing.throttled()) {
                throw passing;
            }
            Duration wait = passing.retryAfter().orElse(Duration.ofSeconds(10));
            return Optional.of(new Turn.Again(wait, passing.getMessage(), false));
        } catch (OperationException failure) {
            session.log().line(failure.getMessage());
            own.put(FAILED, failure.getMessage()).save();
        }
        return Optional.empty();
    }

    private Turn end(Journal journal) throws OperationException {
        List<String> failures = new ArrayList<>();
        Map<String, Object> results = new LinkedHashMap<>();
        boolean changed = false;
        for (String name : operations.keySet()) {
            Journal own = own(journal, name);
            own.get(FAILED).ifPresent(failures::add);
            boolean wrote = own.get(DONE).filter("true"::equals).isPresent();
            results.put(name, wrote);
            changed |= wrote;
        }
        if (!failures.isEmpty()) {
            throw new OperationException(
                    failures.size() + " of " + operations.size() + " members failed: " + String.join(" ", failures),
                    Map.of("failed", Integer.toString(failures.size())),
                    null);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(RESULTS, results);
        result.put(CHANGED, changed);
        return Turn.done(result);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        List<String> left = new ArrayList<>();
        for (Map.Entry<String, Operation<AksSession>> each : operations.entrySet()) {
            Journal own = own(journal, each.getKey());
            if (hasEnded(own)) {
                left.add(each.getKey() + ": finished");
                continue;
            }
            Turn turn = each.getValue().abort(session, own, how);
            if (turn instanceof Turn.Again again) {
                return again;
            }
            own.put(DONE, "false").save();
            left.add(String.valueOf(((Turn.Done) turn).result().get(LEFT)));
        }
        return Operation.left(String.join("; ", left));
    }

    private static Journal own(Journal journal, String name) {
        return journal.scope("member").scope(name);
    }

    private static boolean hasEnded(Journal own) {
        return own.get(DONE).isPresent() || own.get(FAILED).isPresent();
    }
}
