package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final VirtualTime time = new VirtualTime();
    private final List<String> lines = new ArrayList<>();
    private final Progress progress = new Progress(lines::add, time, Duration.ofMinutes(1));

    @Test
    void writesEachChangeOnceWithTheElapsedTime() {
        progress.waitingFor("cluster demo: Creating", "cluster demo: Creating");
        time.pass(Duration.ofSeconds(125));
        progress.waitingFor("cluster demo: Creating", "cluster demo: Creating");
        progress.waitingFor("cluster demo: Updating", "cluster demo: Updating");

        assertThat(lines).containsExactly("[    0s] cluster demo: Creating", "[ 2m05s] cluster demo: Updating");
    }

    @Test
    void aQuietTurnIsKnownButHasNoLine() {
        progress.waitingFor((Turn.Again) Turn.goOn("phase 2/3 labels: begins"));
        assertThat(lines).isEmpty();
        assertThat(progress.waitingFor()).isEqualTo("phase 2/3 labels: begins");

        progress.waitingFor((Turn.Again) Turn.again(Duration.ZERO, "phase 2/3 labels: updating"));

        assertThat(lines).containsExactly("[    0s] phase 2/3 labels: updating");
    }

    @Test
    void elapsedTimeCountsFromTheFirstStart() {
        progress.startedAt(time.instant().minus(Duration.ofHours(2)));

        progress.line("goes on");

        assertThat(lines).containsExactly("[ 2h00m] goes on");
    }

    @Test
    void beatsOnlyAfterSilence() {
        time.pass(Duration.ofSeconds(30));
        progress.waitingFor("cluster demo: Creating", "cluster demo: Creating");
        time.pass(Duration.ofSeconds(30));
        assertThat(progress.untilBeat()).isEqualTo(Duration.ofSeconds(30));
        progress.beat(Duration.ofMinutes(9), "until the time limit");
        assertThat(lines).hasSize(1);

        time.pass(Duration.ofSeconds(30));
        assertThat(progress.untilBeat()).isZero();
        progress.beat(Duration.ofMinutes(8), "until the time limit");

        assertThat(lines)
                .containsExactly(
                        "[   30s] cluster demo: Creating",
                        "[ 1m30s] unchanged: cluster demo: Creating; 8m00s left until the time limit");
        assertThat(progress.untilBeat()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void tellsAHindranceOnceAndKeepsWhatIsWaitedFor() {
        progress.waitingFor("cluster demo: Creating", "cluster demo: Creating");
        progress.hindered("next try in 1s after: connection reset");
        progress.hindered("next try in 3s after: connection reset");
        assertThat(progress.waitingFor()).isEqualTo("cluster demo: Creating (next try in 3s after: connection reset)");
        progress.waitingFor("cluster demo: Creating", "cluster demo: Creating");
        assertThat(progress.waitingFor()).isEqualTo("cluster demo: Creating");

        assertThat(lines)
                .containsExactly(
                        "[    0s] cluster demo: Creating",
                        "[    0s] cluster demo: Creating (next try in 1s after: connection reset)");
    }

    @Test
    void aLogThatFailsDoesNotDisturb() {
        Progress deaf = new Progress(
                line -> {
                    throw new IllegalStateException("the build's log is closed");
                },
                time,
                Duration.ofMinutes(1));

        deaf.waitingFor("cluster demo: Creating", "cluster demo: Creating");

        assertThat(deaf.waitingFor()).isEqualTo("cluster demo: Creating");
    }
}
