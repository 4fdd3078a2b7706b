package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineTimeLimitTest {

    private final EngineKit kit = new EngineKit();

    @Test
    void stopsAndSaysWhatWasWaitedForHowLongAndWhatIsLeft() {
        var operation = ScriptedOperation.of()
                .abortsWith(
                        Turn.again(Duration.ofSeconds(20), "cluster demo: Canceling"),
                        Operation.left("cluster demo is Canceled"));
        kit.start(kit.job(operation));

        kit.time.pass(EngineKit.TIME_LIMIT.plusSeconds(19));
        assertThat(kit.host.ends()).isZero();
        kit.time.pass(Duration.ofSeconds(1));

        assertThat(kit.host.failure())
                .isInstanceOf(OperationException.class)
                .hasMessage(
                        "aksCreate demo was not finished within its time limit of 1h00m: after 1h00m it was still waiting"
                                + " for: cluster demo: Creating. State: cluster demo is Canceled."
                                + " Find out why it takes so long, or give the step a longer timeLimit.");
        assertThat(((OperationException) kit.host.failure()).data())
                .containsEntry("operation", "aksCreate demo")
                .containsEntry("waitingFor", "cluster demo: Creating")
                .containsEntry("timeLimit", "PT1H")
                .containsEntry("elapsed", "PT1H20S")
                .containsEntry("left", "cluster demo is Canceled");
        assertThat(operation.how()).isEqualTo(OnAbort.CANCEL);
        assertThat(kit.time.waiting()).isZero();
    }

    @Test
    void spansRestarts() {
        kit.start(kit.job(ScriptedOperation.of()));
        kit.time.pass(Duration.ofMinutes(50));
        kit.restart();
        kit.time.pass(Duration.ofMinutes(5));

        kit.start(kit.job(ScriptedOperation.of().abortsWith(Operation.left("x"))));
        kit.time.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(kit.host.ends()).isZero();
        kit.time.pass(Duration.ofMillis(1));

        assertThat(kit.host.failure())
                .hasMessageContaining("after 1h00m it was still waiting for: cluster demo: Creating");
        assertThat(kit.host.lines()).startsWith("[55m00s] aksCreate demo goes on after a restart");
    }

    @Test
    void theSavedDeadlineWinsOverANewLimit() {
        kit.start(kit.job(ScriptedOperation.of()));
        kit.time.pass(Duration.ofMinutes(1));
        kit.restart();

        Job<String> same = kit.job(ScriptedOperation.of().abortsWith(Operation.left("x")));
        kit.start(new Job<>(
                same.name(),
                same.operation(),
                same.sessions(),
                same.journal(),
                same.host(),
                "",
                Duration.ofDays(1),
                same.onAbort(),
                same.abortGrace()));
        kit.time.pass(Duration.ofHours(1));

        assertThat(kit.host.ends()).isEqualTo(1);
    }

    @Test
    void takesNoFurtherTurnOnceItWasOverDuringTheRestart() {
        kit.start(kit.job(ScriptedOperation.of()));
        kit.time.pass(Duration.ofMinutes(1));
        kit.restart();
        kit.time.pass(Duration.ofHours(3));

        var operation = ScriptedOperation.of(Turn.done(Map.of())).abortsWith(Operation.left("cluster demo exists"));
        kit.start(kit.job(operation));
        kit.time.pass(Duration.ZERO);

        assertThat(operation.turns()).isZero();
        assertThat(kit.host.failure()).hasMessageContaining("State: cluster demo exists.");
    }

    @Test
    void isKnownAfterARestartDuringTheStop() {
        kit.start(kit.job(ScriptedOperation.of().abortsWith(ScriptedOperation.FOR_EVER)));
        kit.time.pass(EngineKit.TIME_LIMIT.plusSeconds(1));
        kit.restart();

        kit.start(kit.job(ScriptedOperation.of().abortsWith(Operation.left("cluster demo is Canceled"))));
        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure())
                .hasMessageContaining("time limit of 1h00m")
                .hasMessageContaining("still waiting for: cluster demo: Creating. State: cluster demo is Canceled.");
    }

    @Test
    void holdsForOneThatWaitsForAnotherWriter() {
        kit.engine.start(kit.job(
                "aksNodePool p",
                ScriptedOperation.of().writes("cluster"),
                new MemoryJournal(),
                new RecordingHost(),
                ""));
        kit.start(kit.job(ScriptedOperation.of().writes("cluster")));
        kit.time.pass(EngineKit.TIME_LIMIT);

        assertThat(kit.host.failure())
                .hasMessageContaining("still waiting for: another step's write to cluster. State: nothing was begun.");
    }
}
