package io.jenkins.plugins.aks.operation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** An operation whose turns are written down: a {@link Turn} is returned, an {@link Exception} thrown, a Runnable run. */
final class ScriptedOperation implements Operation<String> {

    static final Turn FOR_EVER = Turn.again(Duration.ofSeconds(10), "cluster demo: Creating");

    private final Deque<Object> script;
    private final Deque<Object> abortScript = new ArrayDeque<>();
    private String writerKey = "";
    private int turns;
    private int abortTurns;
    private OnAbort how;

    private ScriptedOperation(List<Object> script) {
        this.script = new ArrayDeque<>(script);
    }

    /** After the last step the operation waits for ever. */
    static ScriptedOperation of(Object... steps) {
        return new ScriptedOperation(List.of(steps));
    }

    ScriptedOperation abortsWith(Object... steps) {
        abortScript.addAll(List.of(steps));
        return this;
    }

    ScriptedOperation writes(String key) {
        writerKey = key;
        return this;
    }

    int turns() {
        return turns;
    }

    int abortTurns() {
        return abortTurns;
    }

    OnAbort how() {
        return how;
    }

    @Override
    public Turn advance(String session, Journal journal) throws Exception {
        turns++;
        return play(script);
    }

    @Override
    public Turn abort(String session, Journal journal, OnAbort how) throws Exception {
        abortTurns++;
        this.how = how;
        return play(abortScript);
    }

    @Override
    public Optional<String> writerKey() {
        return writerKey.isEmpty() ? Optional.empty() : Optional.of(writerKey);
    }

    private static Turn play(Deque<Object> steps) throws Exception {
        Object step = steps.poll();
        if (step instanceof Runnable run) {
            run.run();
            step = steps.poll();
        }
        if (step instanceof Exception trouble) {
            throw trouble;
        }
        if (step instanceof Error trouble) {
            throw trouble;
        }
        return step == null ? FOR_EVER : (Turn) step;
    }
}
