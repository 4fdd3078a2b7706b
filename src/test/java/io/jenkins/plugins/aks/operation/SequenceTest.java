package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceTest {

    private static final Turn WAIT = Turn.again(Duration.ofSeconds(5), "Creating");

    private MemoryJournal journal = new MemoryJournal();

    private static Turn again(String waitingFor) {
        return Turn.again(Duration.ZERO, waitingFor);
    }

    @Test
    void takesThePhasesOneAfterTheOtherAndNamesThem() throws Exception {
        var group = ScriptedOperation.of(Turn.done(Map.of("changed", true, "location", "westeurope")));
        var cluster = ScriptedOperation.of(WAIT, Turn.done(Map.of("changed", false, "name", "demo")));
        Sequence<String> sequence = Sequence.<String>named()
                .then("group", group)
                .then("cluster", cluster)
                .build();

        assertThat(sequence.advance("s", journal)).isEqualTo(Turn.goOn("phase 2/2 cluster: begins"));
        assertThat(sequence.advance("s", journal))
                .isEqualTo(Turn.again(Duration.ofSeconds(5), "phase 2/2 cluster: Creating"));
        assertThat(sequence.advance("s", journal)).isEqualTo(Turn.done(Map.of("changed", true, "name", "demo")));
        assertThat(group.turns()).isEqualTo(1);
        assertThat(cluster.turns()).isEqualTo(2);
    }

    @Test
    void finishedPhasesAreNotTakenAgainAfterARestart() throws Exception {
        Sequence<String> before = Sequence.<String>named()
                .then("group", ScriptedOperation.of(Turn.done(Map.of("id", "g1"))))
                .then("cluster", ScriptedOperation.of())
                .build();
        before.advance("s", journal);
        journal = journal.reopen();

        var group = ScriptedOperation.of();
        Sequence<String> after = Sequence.<String>named()
                .then("group", group)
                .thenFrom("cluster", results -> ScriptedOperation.of(Turn.done(results.get("group"))))
                .returning(results -> Map.of(
                        "all",
                        results.keySet().stream().toList(),
                        "in",
                        results.get("cluster").get("id")))
                .build();

        assertThat(after.advance("s", journal))
                .isEqualTo(Turn.done(Map.of("all", java.util.List.of("group", "cluster"), "in", "g1")));
        assertThat(group.turns()).isZero();
        assertThat(after.advance("s", journal.reopen())).isInstanceOf(Turn.Done.class);
    }

    @Test
    void aPhaseWhoseEndCouldNotBeSavedIsNotFinished() throws Exception {
        Journal full = new Journal() {
            private final Journal inner = journal;
            private boolean failed;

            @Override
            public java.util.Optional<String> get(String key) {
                return inner.get(key);
            }

            @Override
            public Journal put(String key, String value) {
                inner.put(key, value);
                return this;
            }

            @Override
            public Journal remove(String key) {
                inner.remove(key);
                return this;
            }

            @Override
            public void save() throws IOException {
                if (!failed) {
                    failed = true;
                    throw new IOException("no space left");
                }
                inner.save();
            }

            @Override
            public Journal scope(String name) {
                return ScopedJournal.of(this, name);
            }
        };
        var group = ScriptedOperation.of(Turn.done(Map.of()), Turn.done(Map.of()));
        Sequence<String> sequence = Sequence.<String>named()
                .then("group", group)
                .then("cluster", ScriptedOperation.of())
                .build();

        assertThatThrownBy(() -> sequence.advance("s", full)).isInstanceOf(IOException.class);
        assertThat(sequence.advance("s", full)).isEqualTo(Turn.goOn("phase 2/2 cluster: begins"));

        assertThat(group.turns()).isEqualTo(2);
    }

    @Test
    void eachPhaseHasAJournalOfItsOwn() throws Exception {
        Operation<String> counting = (session, own) -> {
            own.put("id", own.get("id").orElse("") + "x").save();
            return Turn.done(Map.of("id", own.get("id").orElseThrow()));
        };
        Sequence<String> sequence = Sequence.<String>named()
                .then("one", counting)
                .then("two", counting)
                .returning(results -> Map.copyOf(results))
                .build();

        sequence.advance("s", journal);

        assertThat(sequence.advance("s", journal))
                .isEqualTo(Turn.done(Map.of("one", Map.of("id", "x"), "two", Map.of("id", "x"))));
    }

    @Test
    void cancelStopsThePhaseUnderWayOnly() throws Exception {
        var group = ScriptedOperation.of(Turn.done(Map.of())).abortsWith(Operation.left("group gone"));
        var cluster = ScriptedOperation.of()
                .abortsWith(Turn.again(Duration.ofSeconds(3), "Canceling"), Operation.left("demo is Canceled"));
        var pool = ScriptedOperation.of();
        Sequence<String> sequence = Sequence.<String>named()
                .then("group", group)
                .then("cluster", cluster)
                .then("pool", pool)
                .build();
        sequence.advance("s", journal);

        assertThat(sequence.abort("s", journal, OnAbort.CANCEL))
                .isEqualTo(Turn.again(Duration.ofSeconds(3), "stopping phase 2/3 cluster: Canceling"));
        assertThat(sequence.abort("s", journal.reopen(), OnAbort.CANCEL))
                .isEqualTo(Operation.left("phase 1/3 group: finished; phase 2/3 cluster: demo is Canceled"));
        assertThat(group.abortTurns() + pool.abortTurns()).isZero();
        assertThat(cluster.how()).isEqualTo(OnAbort.CANCEL);
    }

    @Test
    void deleteGoesBackThroughThePhases() throws Exception {
        var group = ScriptedOperation.of(Turn.done(Map.of()))
                .abortsWith(Turn.again(Duration.ZERO, "Deleting"), Operation.left("group is deleted"));
        var cluster = ScriptedOperation.of().abortsWith(new OperationException("demo is locked"));
        Sequence<String> sequence = Sequence.<String>named()
                .then("group", group)
                .then("cluster", cluster)
                .build();
        sequence.advance("s", journal);

        assertThat(sequence.abort("s", journal, OnAbort.DELETE)).isEqualTo(again("stopping phase 1/2 group: Deleting"));
        journal = journal.reopen();
        assertThat(sequence.abort("s", journal, OnAbort.DELETE))
                .isEqualTo(Operation.left("phase 1/2 group: group is deleted; "
                        + "phase 2/2 cluster: not known; stopping it failed: demo is locked"));
        assertThat(cluster.abortTurns()).isEqualTo(1);
    }

    @Test
    void whenAllIsFinishedThereIsNothingToCancel() throws Exception {
        var group = ScriptedOperation.of(Turn.done(Map.of()));
        Sequence<String> sequence =
                Sequence.<String>named().then("group", group).build();
        sequence.advance("s", journal);

        assertThat(sequence.abort("s", journal, OnAbort.CANCEL)).isEqualTo(Operation.left("group: finished"));
        assertThat(group.abortTurns()).isZero();
    }

    @Test
    void takesTheWriterKeyOfItsPhases() {
        var reader = ScriptedOperation.of();
        var writer = ScriptedOperation.of().writes("cluster demo");

        assertThat(Sequence.<String>named()
                        .then("a", reader)
                        .then("b", writer)
                        .build()
                        .writerKey())
                .contains("cluster demo");
        assertThat(Sequence.<String>named().then("a", reader).build().writerKey())
                .isEmpty();
        assertThat(Sequence.<String>named()
                        .then("b", writer)
                        .writing("group")
                        .build()
                        .writerKey())
                .contains("group");
        assertThat(Sequence.<String>named()
                        .then("b", writer)
                        .writing("")
                        .build()
                        .writerKey())
                .isEmpty();
        var twoKeys = Sequence.<String>named()
                .then("b", writer)
                .then("c", ScriptedOperation.of().writes("group"));
        assertThatThrownBy(twoKeys::build).hasMessageEndingWith("say which one counts: [cluster demo, group]");
    }

    @Test
    void refusesNoPhaseAndTheSameNameTwice() {
        var twice = Sequence.<String>named().then("a", ScriptedOperation.of());

        assertThatThrownBy(() -> Sequence.<String>named().build()).hasMessage("a sequence needs a phase");
        assertThatThrownBy(() -> twice.then("a", ScriptedOperation.of())).hasMessageContaining("'a' once only");
    }
}
