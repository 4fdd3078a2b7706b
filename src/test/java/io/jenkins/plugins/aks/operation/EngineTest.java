package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTest {

    private final EngineKit kit = new EngineKit();

    @Test
    void theLastLineNamesTheStepAndSaysWhetherItChangedAnything() {
        EngineKit logged = new EngineKit();
        logged.start(logged.job(ScriptedOperation.of(Turn.done(Map.of("changed", true)))));
        logged.time.pass(Duration.ZERO);
        assertThat(logged.host.lines()).containsExactly("[    0s] aksCreate demo: done");
        logged.start(logged.job(
                "kubeGet",
                ScriptedOperation.of(Turn.done(Map.of("changed", false))),
                new MemoryJournal(),
                logged.host,
                ""));
        logged.time.pass(Duration.ZERO);
        assertThat(logged.host.lines()).last().isEqualTo("[    0s] kubeGet: nothing to change");
    }

    @Test
    void takesTurnsUntilDoneAndGivesTheResultOnce() {
        kit.start(kit.job(ScriptedOperation.of(
                Turn.again(Duration.ofSeconds(5), "cluster demo: Creating"),
                Turn.again(Duration.ofSeconds(5), "cluster demo: Creating"),
                Turn.done(Map.of("name", "demo")))));

        kit.time.pass(Duration.ofSeconds(9));
        assertThat(kit.host.ends()).isZero();
        kit.time.pass(Duration.ofSeconds(1));

        assertThat(kit.host.result()).isEqualTo(Map.of("name", "demo"));
        assertThat(kit.host.lines()).containsExactly("[    0s] cluster demo: Creating");
        assertThat(kit.time.waiting()).as("timers left").isZero();
    }

    @Test
    void startsWithoutATurnOnTheCallersThread() {
        var operation = ScriptedOperation.of(Turn.done(Map.of()));

        kit.start(kit.job(operation));

        assertThat(operation.turns()).isZero();
    }

    @Test
    void givesARecordedResultWithoutATurn() {
        kit.start(kit.job(ScriptedOperation.of(Turn.done(Map.of("nodes", 3)))));
        kit.time.pass(Duration.ZERO);

        kit.restart();
        var operation = ScriptedOperation.of();
        kit.start(kit.job(operation));
        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.result()).isEqualTo(Map.of("nodes", 3));
        assertThat(operation.turns()).isZero();
        assertThat(new Ledger(kit.journal).result()).contains(Map.of("nodes", 3));
    }

    @Test
    void refusesJobsOnceClosed() {
        kit.engine.close();

        assertThatThrownBy(() -> kit.start(kit.job(ScriptedOperation.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the engine is closed, so aksCreate demo cannot be started");
    }
}
