package io.jenkins.plugins.aks.operation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Operations one after the other, as one. Each is a named phase with a part of the journal for itself; its result is
 * recorded there when it ends, so a finished phase is never taken again, and later phases and the final result can use
 * what earlier ones gave, also after a restart. Phases are recorded by name: a new version may add or reorder them.
 */
public final class Sequence<S> implements Operation<S> {

    private static final String RESULT = "result";
    private static final String STOPPED = "stopped";

    private final List<Phase<S>> phases;
    private final Returned returned;
    private final String writerKey;

    private Sequence(List<Phase<S>> phases, Returned returned, String writerKey) {
        this.phases = phases;
        this.returned = returned;
        this.writerKey = writerKey;
    }

    /** To be followed by {@code then}, at least once, and {@code build}. */
    public static <S> Builder<S> named() {
        return new Builder<>();
    }

    @Override
    public Optional<String> writerKey() {
        return writerKey.isEmpty() ? Optional.empty() : Optional.of(writerKey);
    }

    @Override
    public Turn advance(S session, Journal journal) throws Exception {
        Map<String, Map<String, Object>> results = results(journal);
        int at = firstUnfinished(results);
        if (at == phases.size()) {
            return Turn.done(returned.from(results));
        }
        Phase<S> phase = phases.get(at);
        Journal own = scope(journal, phase);
        Turn turn = phase.source().from(results).advance(session, own);
        if (turn instanceof Turn.Again again) {
            return again.within(title(at));
        }
        record(own, RESULT, Json.write(((Turn.Done) turn).result()));
        return at + 1 < phases.size()
                ? Turn.goOn(title(at + 1) + "begins")
                : Turn.done(returned.from(results(journal)));
    }

    /**
     * Stops the phase under way. To delete what the operation created, the finished phases follow, last one first.
     */
    @Override
    public Turn abort(S session, Journal journal, OnAbort how) throws Exception {
        Map<String, Map<String, Object>> results = results(journal);
        int underWay = firstUnfinished(results);
        int first = how == OnAbort.DELETE ? 0 : underWay;
        for (int at = Math.min(underWay, phases.size() - 1); at >= first; at--) {
            Journal own = scope(journal, phases.get(at));
            if (own.get(STOPPED).isPresent()) {
                continue;
            }
            Turn turn = abort(phases.get(at).source().from(results), session, own, how);
            if (turn instanceof Turn.Again again) {
                return again.within("stopping " + title(at));
            }
            record(own, STOPPED, String.valueOf(((Turn.Done) turn).result().get(LEFT)));
        }
        return Operation.left(left(journal, underWay));
    }

    /** A phase that cannot be stopped must not keep the ones before it from being stopped. */
    private Turn abort(Operation<S> operation, S session, Journal own, OnAbort how) throws Exception {
        try {
            return operation.abort(session, own, how);
        } catch (OperationException e) {
            return Operation.left("not known; stopping it failed: " + e.getMessage());
        }
    }

    private String left(Journal journal, int underWay) {
        List<String> states = new ArrayList<>();
        for (int at = 0; at < phases.size(); at++) {
            Optional<String> stopped = scope(journal, phases.get(at)).get(STOPPED);
            if (stopped.isPresent()) {
                states.add(title(at) + stopped.get());
            } else if (at < underWay) {
                states.add(title(at) + "finished");
            }
        }
        return String.join("; ", states);
    }

    /** Takes a record back that could not be saved, so that nothing is built on it. */
    private static void record(Journal journal, String key, String value) throws IOException {
        journal.put(key, value);
        try {
            journal.save();
        } catch (IOException e) {
            journal.remove(key);
            throw e;
        }
    }

    private Map<String, Map<String, Object>> results(Journal journal) {
        Map<String, Map<String, Object>> results = new LinkedHashMap<>();
        for (Phase<S> phase : phases) {
            scope(journal, phase).get(RESULT).ifPresent(text -> results.put(phase.name(), Json.read(text)));
        }
        return results;
    }

    private int firstUnfinished(Map<String, Map<String, Object>> results) {
        int at = 0;
        while (at < phases.size() && results.containsKey(phases.get(at).name())) {
            at++;
        }
        return at;
    }

    private Journal scope(Journal journal, Phase<S> phase) {
        return journalOf(phase.name(), journal);
    }

    /**
     * The part of a sequence's journal that a phase has for itself.
     *
     * @param journal the sequence's own
     */
    public static Journal journalOf(String phase, Journal journal) {
        return journal.scope("phase").scope(phase);
    }

    private String title(int at) {
        String number = phases.size() == 1 ? "" : "phase " + (at + 1) + "/" + phases.size() + " ";
        return number + phases.get(at).name() + ": ";
    }

    /** Makes the operation of a phase from the results of the phases before it. */
    @FunctionalInterface
    public interface Later<S> {
        /**
         * Called in every turn of the phase, so it must be quick, without I/O, and give the same for the same results.
         *
         * @param results of the finished phases by name, as they were recorded
         */
        Operation<S> from(Map<String, Map<String, Object>> results) throws OperationException;
    }

    /** Makes the sequence's result from the results of all phases by name, as they were recorded. */
    @FunctionalInterface
    public interface Returned {
        Map<String, Object> from(Map<String, Map<String, Object>> results) throws OperationException;
    }

    private record Phase<S>(String name, Later<S> source) {}

    /** Phases in their order. */
    public static final class Builder<S> {

        private static final String CHANGED = "changed";

        private final List<Phase<S>> phases = new ArrayList<>();
        private final TreeSet<String> writerKeys = new TreeSet<>();
        private Returned returned = this::lastResult;
        private String writerKey;

        private Builder() {}

        /** @param phase as the log shows it, e.g. {@code "node pool"}; also its name in the journal */
        public Builder<S> then(String phase, Operation<S> operation) {
            operation.writerKey().ifPresent(writerKeys::add);
            return thenFrom(phase, results -> operation);
        }

        /** A phase that needs what earlier phases gave. */
        public Builder<S> thenFrom(String phase, Later<S> operation) {
            if (phases.stream().anyMatch(each -> each.name().equals(phase))) {
                throw new IllegalArgumentException("a sequence has the phase '" + phase + "' once only");
            }
            phases.add(new Phase<>(phase, operation));
            return this;
        }

        /** What the sequence returns; without it the last phase's result, with {@code changed} if any phase changed something. */
        public Builder<S> returning(Returned result) {
            returned = result;
            return this;
        }

        /** The writer's key from the first phase to the last; without it the one that the phases given by {@code then} have. */
        public Builder<S> writing(String key) {
            writerKey = key;
            return this;
        }

        public Sequence<S> build() {
            if (phases.isEmpty()) {
                throw new IllegalStateException("a sequence needs a phase");
            }
            if (writerKey == null && writerKeys.size() > 1) {
                throw new IllegalStateException(
                        "the phases have several writer's keys, say which one counts: " + writerKeys);
            }
            String key = writerKey != null ? writerKey : writerKeys.isEmpty() ? "" : writerKeys.first();
            return new Sequence<>(List.copyOf(phases), returned, key);
        }

        private Map<String, Object> lastResult(Map<String, Map<String, Object>> results) {
            Map<String, Object> last = new LinkedHashMap<>(
                    results.get(phases.get(phases.size() - 1).name()));
            List<Object> changes = results.values().stream()
                    .map(each -> each.get(CHANGED))
                    .filter(Boolean.class::isInstance)
                    .toList();
            if (!changes.isEmpty()) {
                last.put(CHANGED, changes.contains(true));
            }
            return last;
        }
    }
}
