package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EngineWriterTest {

    private final EngineKit kit = new EngineKit();
    private final List<RecordingHost> hosts =
            Stream.generate(RecordingHost::new).limit(3).toList();
    private final List<ScriptedOperation> operations = Stream.generate(
                    () -> ScriptedOperation.of(ScriptedOperation.FOR_EVER, Turn.done(Map.of()))
                            .abortsWith(Operation.left("x"))
                            .writes("cluster demo"))
            .limit(3)
            .toList();

    private Handle start(int number) {
        return start(number, new MemoryJournal());
    }

    private Handle start(int number, Journal journal) {
        return kit.start(kit.job("writer " + number, operations.get(number), journal, hosts.get(number), ""));
    }

    @Test
    void theLogNamesAClusterByTheEndOfItsId() {
        String key = "/subscriptions/s/resourcegroups/rg/providers/microsoft.containerservice/managedclusters/demo";
        EngineKit logged = new EngineKit();
        logged.engine.start(
                logged.job("first", ScriptedOperation.of().writes(key), new MemoryJournal(), new RecordingHost(), ""));
        logged.start(logged.job(ScriptedOperation.of().writes(key)));
        logged.time.pass(Duration.ZERO);
        assertThat(logged.host.lines())
                .containsExactly("[    0s] waiting for another step's write to managedclusters/demo");
    }

    @Test
    void oneWritesAtATimeInTheOrderOfStart() {
        start(0);
        start(1);
        start(2);

        kit.time.pass(Duration.ofSeconds(9));
        assertThat(operations).extracting(ScriptedOperation::turns).containsExactly(1, 0, 0);
        kit.time.pass(Duration.ofSeconds(1));
        assertThat(operations).extracting(ScriptedOperation::turns).containsExactly(2, 1, 0);
        kit.time.pass(Duration.ofSeconds(20));

        assertThat(hosts).extracting(RecordingHost::ends).containsExactly(1, 1, 1);
        assertThat(hosts.get(2).lines())
                .containsExactly(
                        "[    0s] waiting for another step's write to cluster demo", "[   20s] cluster demo: Creating");
    }

    @Test
    void readersAndOtherKeysDoNotWait() {
        start(0);
        var reader = ScriptedOperation.of(Turn.done(Map.of()));
        var other = ScriptedOperation.of(Turn.done(Map.of())).writes("cluster other");
        kit.start(kit.job("reader", reader, new MemoryJournal(), hosts.get(1), ""));
        kit.start(kit.job("other", other, new MemoryJournal(), hosts.get(2), ""));

        kit.time.pass(Duration.ZERO);

        assertThat(hosts).extracting(RecordingHost::ends).containsExactly(0, 1, 1);
    }

    @Test
    void aStoppedWaiterLeavesTheLineWithoutATurn() {
        start(0);
        Handle waiter = start(1);
        start(2);
        kit.time.pass(Duration.ofSeconds(1));

        waiter.stop(new Exception("Aborted"));
        kit.time.pass(Duration.ZERO);
        assertThat(hosts.get(1).failure().getSuppressed()[0]).hasMessageEndingWith("State: nothing was begun");
        kit.time.pass(Duration.ofSeconds(30));

        assertThat(operations).extracting(ScriptedOperation::turns).containsExactly(2, 0, 2);
        assertThat(operations.get(1).abortTurns()).isZero();
    }

    @Test
    void theKeyIsFreeAfterAFailureAndAfterAStop() {
        kit.start(
                kit.job(ScriptedOperation.of(new OperationException("refused")).writes("cluster demo")));
        start(0).stop(new Exception("Aborted"));
        start(1);

        kit.time.pass(Duration.ofSeconds(10));

        assertThat(kit.host.failure()).hasMessage("refused");
        assertThat(hosts.get(1).ends()).isEqualTo(1);
    }

    @Test
    void theKeyIsHeldUntilTheAbortTurnsAreOver() {
        var stopped = ScriptedOperation.of()
                .abortsWith(Turn.again(Duration.ofSeconds(60), "cluster demo: Canceling"), Operation.left("x"))
                .writes("cluster demo");
        Handle handle = kit.start(kit.job(stopped));
        start(0);
        kit.time.pass(Duration.ZERO);

        handle.stop(new Exception("Aborted"));
        kit.time.pass(Duration.ofSeconds(59));
        assertThat(operations.get(0).turns()).isZero();
        kit.time.pass(Duration.ofSeconds(1));

        assertThat(operations.get(0).turns()).isEqualTo(1);
    }

    @Test
    void afterARestartTheWriterGoesBeforeThoseWhoOnlyWaited() {
        MemoryJournal writing = new MemoryJournal();
        MemoryJournal waiting = new MemoryJournal();
        start(0, writing);
        start(1, waiting);
        kit.time.pass(Duration.ofSeconds(1));
        kit.restart();

        kit.start(kit.job(ScriptedOperation.of(ScriptedOperation.FOR_EVER, Turn.done(Map.of()))
                .writes("cluster demo")));
        start(1, waiting.reopen());
        var resumed = ScriptedOperation.of().writes("cluster demo");
        kit.start(kit.job("resumed", resumed, writing.reopen(), new RecordingHost(), ""));
        kit.time.pass(Duration.ofSeconds(10));

        assertThat(kit.host.ends()).isEqualTo(1);
        assertThat(resumed.turns()).isEqualTo(1);
        assertThat(operations.get(1).turns()).isZero();
    }

    @Test
    void aResumedStopWaitsForTheWriterWithinItsGrace() {
        MemoryJournal stopping = new MemoryJournal();
        ScriptedOperation slow =
                ScriptedOperation.of().abortsWith(ScriptedOperation.FOR_EVER).writes("cluster demo");
        kit.start(kit.job("slow", slow, stopping, new RecordingHost(), ""));
        kit.time.pass(Duration.ZERO);
        kit.restart();
        kit.start(kit.job(ScriptedOperation.of().writes("cluster demo")));
        kit.time.pass(Duration.ZERO);

        Handle resumed = start(0, stopping.reopen());
        resumed.stop(new Exception("Aborted"));
        kit.time.pass(EngineKit.GRACE);

        assertThat(operations.get(0).abortTurns()).isZero();
        assertThat(hosts.get(0).failure().getSuppressed()[0])
                .hasMessageEndingWith("were over while waiting for another step's write to cluster demo");
    }
}
