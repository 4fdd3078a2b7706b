package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EngineBudgetTest {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final EngineKit kit = new EngineKit();
    private final List<Instant> turns = new ArrayList<>();

    private Object[] polls(Object first) {
        Object[] script = new Object[80];
        for (int at = 0; at < script.length; at += 2) {
            script[at] = (Runnable) () -> turns.add(kit.time.instant());
            script[at + 1] = at == 2 ? first : Turn.again(Duration.ofSeconds(3), "cluster: Creating");
        }
        return script;
    }

    private RecordingHost start(String budget, Object secondTurn) {
        RecordingHost host = new RecordingHost();
        kit.start(kit.job("job", ScriptedOperation.of(polls(secondTurn)), new MemoryJournal(), host, budget));
        return host;
    }

    @Test
    void oneThatIsThrottledHoldsAllThatShareTheKeyAndThenTheyTrickle() {
        Turn calm = Turn.again(Duration.ofSeconds(3), "cluster: Creating");
        start("subscription", new TransientException("429", RETRY_AFTER, true, null));
        RecordingHost other = start("subscription", calm);
        for (int more = 0; more < 8; more++) {
            start("subscription", calm);
        }
        Instant throttled = kit.time.instant().plusSeconds(3);
        kit.time.pass(Duration.ofSeconds(3));
        turns.clear();

        kit.time.pass(RETRY_AFTER.minusMillis(1));
        assertThat(turns).isEmpty();
        kit.time.pass(Duration.ofSeconds(2).plusMillis(500));

        assertThat(turns).hasSizeGreaterThanOrEqualTo(9).allMatch(turn -> !turn.isBefore(throttled.plus(RETRY_AFTER)));
        assertThat(new TreeSet<>(turns)).as("no two at once").hasSameSizeAs(turns);
        assertThat(other.lines())
                .filteredOn(line -> line.contains("limits the rate"))
                .singleElement()
                .asString()
                .startsWith("[    3s] cluster: Creating (the service limits the rate of requests; next one in 30s");
    }

    @Test
    void otherKeysAndJobsWithoutAKeyGoOn() {
        start("subscription", new TransientException("429", RETRY_AFTER, true, null));
        start("", new TransientException("429", RETRY_AFTER, true, null));
        kit.time.pass(Duration.ofSeconds(3));
        turns.clear();
        start("other", Turn.again(Duration.ofSeconds(3), "cluster: Creating"));
        start("", Turn.again(Duration.ofSeconds(3), "cluster: Creating"));

        kit.time.pass(Duration.ofSeconds(6));

        assertThat(turns).hasSize(6);
    }

    @Test
    void transientTroubleWithoutThrottlingHoldsNobodyElse() {
        start("subscription", new TransientException("503", RETRY_AFTER, false, null));
        kit.time.pass(Duration.ofSeconds(3));
        turns.clear();
        start("subscription", Turn.again(Duration.ofSeconds(3), "cluster: Creating"));

        kit.time.pass(Duration.ofSeconds(6));

        assertThat(turns).hasSize(3);
    }

    @Test
    void throttlingWithoutRetryAfterBacksOff() {
        RecordingHost host = new RecordingHost();
        kit.start(kit.job(
                "job",
                ScriptedOperation.of(new TransientException("429", null, true, null), Turn.done(Map.of())),
                new MemoryJournal(),
                host,
                "subscription"));

        kit.time.pass(Duration.ofSeconds(3));

        assertThat(host.ends()).isEqualTo(1);
    }

    @Test
    void aStopHonoursTheBudgetWithinItsGrace() {
        start("subscription", new TransientException("429", Duration.ofHours(2), true, null));
        kit.time.pass(Duration.ofSeconds(3));
        var operation = ScriptedOperation.of(Turn.again(Duration.ofSeconds(1), "cluster demo: Creating"))
                .abortsWith(Operation.left("x"));
        Handle handle = kit.start(kit.job("aksCreate demo", operation, kit.journal, kit.host, "subscription"));
        kit.time.pass(Duration.ofSeconds(1));

        handle.stop(new Exception("Aborted"));
        kit.time.pass(EngineKit.GRACE);

        assertThat(operation.abortTurns()).isZero();
        assertThat(kit.host.failure().getSuppressed()[0])
                .hasMessageContaining("the service limits the rate of requests");
    }
}
