package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EngineHeartbeatTest {

    private final EngineKit kit = new EngineKit();

    @Test
    void beatsEachMinuteWhileNothingChanges() {
        kit.start(kit.job(ScriptedOperation.of()));

        kit.time.pass(Duration.ofSeconds(150));

        assertThat(kit.host.lines())
                .containsExactly(
                        "[    0s] cluster demo: Creating",
                        "[ 1m00s] unchanged: cluster demo: Creating; 59m00s left until the time limit",
                        "[ 2m00s] unchanged: cluster demo: Creating; 58m00s left until the time limit");
    }

    @Test
    void aChangePutsTheNextBeatOff() {
        kit.start(kit.job(ScriptedOperation.of(
                Turn.again(Duration.ofSeconds(40), "cluster demo: Creating"),
                Turn.again(Duration.ofHours(1), "cluster demo: Updating"))));

        kit.time.pass(Duration.ofSeconds(99));
        assertThat(kit.host.lines()).hasSize(2);
        kit.time.pass(Duration.ofSeconds(1));

        assertThat(kit.host.lines()).hasSize(3);
        assertThat(kit.host.lines().get(2)).startsWith("[ 1m40s] unchanged: cluster demo: Updating");
    }

    @Test
    void duringAStopItTellsTheGrace() {
        Handle handle =
                kit.start(kit.job(ScriptedOperation.of().abortsWith(Turn.again(Duration.ofHours(1), "canceling"))));
        kit.time.pass(Duration.ofSeconds(10));
        handle.stop(new Exception("Aborted"));

        kit.time.pass(Duration.ofSeconds(60));

        assertThat(kit.host.lines()).endsWith("[ 1m10s] unchanged: canceling; 9m00s left to stop");
    }
}
