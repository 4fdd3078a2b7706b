package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EngineStopTest {

    private final EngineKit kit = new EngineKit();
    private final Exception cause = new Exception("Aborted by Ada");

    private Handle startAndRun(ScriptedOperation operation) {
        Handle handle = kit.start(kit.job(operation));
        kit.time.pass(Duration.ofSeconds(15));
        return handle;
    }

    @Test
    void runsTheAbortTurnsAndFailsOnceWithTheCauseItself() {
        var operation = ScriptedOperation.of()
                .abortsWith(
                        Turn.again(Duration.ofSeconds(5), "cluster demo: Canceling"),
                        Operation.left("cluster demo is Canceled"));
        Handle handle = startAndRun(operation);

        handle.stop(cause);
        handle.stop(new Exception("Aborted by Bob"));
        assertThat(handle.status()).isEqualTo("stopping: waiting for cluster demo: Creating");
        kit.time.pass(Duration.ofSeconds(5));
        handle.stop(cause);

        assertThat(kit.host.failure()).isSameAs(cause);
        assertThat(cause.getSuppressed()).singleElement().isInstanceOfSatisfying(OperationException.class, state -> {
            assertThat(state)
                    .hasMessage("aksCreate demo was stopped (Aborted by Ada). State: cluster demo is Canceled");
            assertThat(state.data()).containsEntry("left", "cluster demo is Canceled");
        });
        assertThat(kit.host.lines())
                .endsWith(
                        "[   15s] stopping: Aborted by Ada",
                        "[   15s] cluster demo: Canceling",
                        "[   20s] stopped; state: cluster demo is Canceled");
        assertThat(operation.turns()).isEqualTo(2);
        assertThat(kit.time.waiting()).isZero();
        assertThat(handle.status()).isEqualTo("finished");
    }

    @Test
    void beforeTheFirstTurnNothingIsCalled() {
        var operation = ScriptedOperation.of();
        kit.start(kit.job(operation)).stop(cause);

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).isSameAs(cause);
        assertThat(cause.getSuppressed()[0]).hasMessageEndingWith("State: nothing was begun");
        assertThat(operation.turns() + operation.abortTurns()).isZero();
    }

    @Test
    void duringTheLastTurnOvertakesItsResult() {
        AtomicReference<Handle> handle = new AtomicReference<>();
        Runnable stop = () -> handle.get().stop(cause);
        var operation =
                ScriptedOperation.of(stop, Turn.done(Map.of())).abortsWith(Operation.left("cluster demo is Succeeded"));
        handle.set(kit.start(kit.job(operation)));

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).isSameAs(cause);
        assertThat(operation.abortTurns()).isEqualTo(1);
        assertThat(new Ledger(kit.journal.reopen()).result()).isEmpty();
    }

    @Test
    void duringATurnThatFailsOvertakesTheFailure() {
        AtomicReference<Handle> handle = new AtomicReference<>();
        Runnable stop = () -> handle.get().stop(cause);
        var operation = ScriptedOperation.of(stop, new OperationException("refused"))
                .abortsWith(Operation.left("cluster demo does not exist"));
        handle.set(kit.start(kit.job(operation)));

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).isSameAs(cause);
        assertThat(kit.host.lines()).contains("[    0s] refused");
    }

    @Test
    void duringATurnIsFollowedByAnAbortTurnAtOnce() {
        AtomicReference<Handle> handle = new AtomicReference<>();
        Runnable stop = () -> handle.get().stop(cause);
        var operation = ScriptedOperation.of(stop, Turn.again(Duration.ofMinutes(30), "cluster demo: Creating"))
                .abortsWith(Operation.left("cluster demo is Canceled"));
        handle.set(kit.start(kit.job(operation)));

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).isSameAs(cause);
    }

    @Test
    void transientTroubleIsTriedAgainWithinTheGrace() {
        var operation = ScriptedOperation.of()
                .abortsWith(
                        new IOException("connection reset"),
                        new TransientException("429", Duration.ofSeconds(40), true, null),
                        Operation.left("cluster demo is Canceled"));
        startAndRun(operation).stop(cause);

        kit.time.pass(Duration.ofMinutes(2));

        assertThat(cause.getSuppressed()[0]).hasMessageEndingWith("State: cluster demo is Canceled");
        assertThat(kit.host.ends()).isEqualTo(1);
    }

    @Test
    void aStopThatIsRefusedSaysSo() {
        var refusal = new OperationException("cluster demo cannot be canceled: it is being deleted");
        startAndRun(ScriptedOperation.of().abortsWith(refusal)).stop(cause);

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).isSameAs(cause);
        assertThat(cause.getSuppressed()).hasSize(2);
        assertThat(cause.getSuppressed()[0])
                .hasMessageEndingWith(
                        "State: not known; stopping it failed: cluster demo cannot be canceled: it is being deleted");
        assertThat(cause.getSuppressed()[1]).isSameAs(refusal);
    }

    @Test
    void endsWhenTheGraceIsOver() {
        var operation = ScriptedOperation.of().abortsWith(Turn.again(Duration.ofHours(1), "cluster demo: Canceling"));
        startAndRun(operation).stop(cause);

        kit.time.pass(EngineKit.GRACE.minusMillis(1));
        assertThat(kit.host.ends()).isZero();
        kit.time.pass(Duration.ofMillis(1));

        assertThat(kit.host.failure()).isSameAs(cause);
        assertThat(cause.getSuppressed()[0])
                .hasMessageEndingWith(
                        "State: not known; the 10m00s to stop it were over while waiting for cluster demo: Canceling");
        assertThat(kit.time.waiting()).isZero();
    }

    @Test
    void goesOnAfterARestart() {
        startAndRun(ScriptedOperation.of().abortsWith(ScriptedOperation.FOR_EVER))
                .stop(cause);
        kit.time.pass(Duration.ofSeconds(1));
        kit.restart();
        var operation = ScriptedOperation.of(Turn.done(Map.of()))
                .abortsWith(
                        Turn.again(Duration.ofSeconds(5), "cluster demo: Canceling"),
                        Operation.left("cluster demo is Canceled"));
        kit.start(kit.job(operation));

        kit.time.pass(Duration.ofSeconds(4));
        assertThat(operation.abortTurns()).isEqualTo(1);
        kit.time.pass(Duration.ofSeconds(1));

        assertThat(operation.turns()).isZero();
        assertThat(kit.host.failure())
                .isInstanceOf(OperationException.class)
                .hasMessage("aksCreate demo was stopped (Aborted by Ada). State: cluster demo is Canceled");
    }

    @Test
    void aCauseGivenAgainAfterARestartIsTheFailure() {
        startAndRun(ScriptedOperation.of().abortsWith(ScriptedOperation.FOR_EVER))
                .stop(cause);
        kit.time.pass(Duration.ofSeconds(1));
        kit.restart();
        Handle handle = kit.start(kit.job(ScriptedOperation.of()
                .abortsWith(ScriptedOperation.FOR_EVER, Operation.left("cluster demo is Canceled"))));
        kit.time.pass(Duration.ofSeconds(1));

        Exception again = new Exception("Aborted by Ada");
        handle.stop(again);
        kit.time.pass(Duration.ofMinutes(1));

        assertThat(kit.host.failure()).isSameAs(again);
    }

    @Test
    void withoutACauseStillFails() {
        startAndRun(ScriptedOperation.of().abortsWith(Turn.done(Map.of()))).stop(null);

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).hasMessage("aksCreate demo was stopped (no reason was given). State: not known");
    }

    @Test
    void afterTheEndHasNoEffect() {
        Handle handle = startAndRun(ScriptedOperation.of(Turn.done(Map.of())));

        handle.stop(cause);
        kit.time.pass(Duration.ofHours(1));

        assertThat(kit.host.result()).isEmpty();
        assertThat(kit.time.waiting()).isZero();
    }
}
