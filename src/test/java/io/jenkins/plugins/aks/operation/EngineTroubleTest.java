package io.jenkins.plugins.aks.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a turn throws, and what the engine makes of it. */
class EngineTroubleTest {

    private final EngineKit kit = new EngineKit();

    @Test
    void triesAgainAfterWhatPassesByItself() {
        var operation = ScriptedOperation.of(
                new TransientException("503 from the service", null),
                new IOException("connection reset"),
                new UncheckedIOException(new IOException("broken pipe")),
                new InterruptedException("interrupted"),
                Turn.done(Map.of("name", "demo")));
        kit.start(kit.job(operation));

        kit.time.pass(Duration.ofMinutes(1));

        assertThat(kit.host.result()).containsEntry("name", "demo");
        assertThat(operation.turns()).isEqualTo(5);
        assertThat(kit.host.lines())
                .singleElement()
                .asString()
                .matches("\\[ +0s] the first answer \\(next try in [012]s after: 503 from the service\\)");
    }

    @Test
    void doesNotComeBackBeforeRetryAfter() {
        var operation = ScriptedOperation.of(
                new TransientException("busy", Duration.ofMinutes(5), false, null), Turn.done(Map.of()));
        kit.start(kit.job(operation));

        kit.time.pass(Duration.ofMinutes(5).minusMillis(1));
        assertThat(operation.turns()).isEqualTo(1);
        kit.time.pass(Duration.ofSeconds(3));

        assertThat(operation.turns()).isEqualTo(2);
    }

    @Test
    void backsOffFurtherWithEachTroubleAndLessAfterASuccess() {
        List<Instant> turns = new ArrayList<>();
        Object[] script = new Object[61];
        for (int at = 0; at < 60; at += 2) {
            script[at] = (Runnable) () -> turns.add(kit.time.instant());
            script[at + 1] = new TransientException("busy", null);
        }
        script[60] = Turn.done(Map.of());
        kit.start(kit.job(ScriptedOperation.of(script)));

        kit.time.pass(Duration.ofMinutes(40));

        List<Duration> waits = new ArrayList<>();
        for (int at = 1; at < turns.size(); at++) {
            waits.add(Duration.between(turns.get(at - 1), turns.get(at)));
        }
        assertThat(waits.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(waits).allMatch(wait -> wait.compareTo(Duration.ofMinutes(1)) <= 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofSeconds(30)) > 0);
        assertThat(kit.host.ends()).isEqualTo(1);
    }

    @Test
    void backOffIsResetByATurnThatWorked() {
        List<Object> script = new ArrayList<>();
        for (int at = 0; at < 8; at++) {
            script.add(new TransientException("busy", null));
        }
        script.add(Turn.again(Duration.ZERO, "cluster demo: Creating"));
        script.add(new TransientException("busy again", null));
        kit.start(kit.job(ScriptedOperation.of(script.toArray())));

        kit.time.pass(Duration.ofMinutes(20));

        assertThat(kit.host.lines()).anyMatch(line -> line.matches(".*next try in [012]s after: busy again\\)"));
    }

    @Test
    void aRefusalEndsItAsItIs() {
        var refusal = new OperationException("cluster demo: quota of 10 cores is used up; ask for more");
        kit.start(kit.job(ScriptedOperation.of(refusal)));

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).isSameAs(refusal);
        assertThat(kit.time.waiting()).isZero();
    }

    @Test
    void anythingElseIsADefectThatNamesTheOperation() {
        var defect = new IllegalStateException("oops");
        kit.start(kit.job(ScriptedOperation.of(Turn.again(Duration.ZERO, "cluster demo: Creating"), defect)));

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure())
                .isInstanceOf(OperationException.class)
                .hasMessageStartingWith("aksCreate demo failed by a defect while waiting for cluster demo: Creating: "
                        + "java.lang.IllegalStateException: oops")
                .hasCause(defect);
    }

    @Test
    void anErrorEndsItToo() {
        kit.start(kit.job(ScriptedOperation.of(new NoClassDefFoundError("com/azure/X"))));

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).hasMessageContaining("com/azure/X");
    }

    @Test
    void aResultOfAnotherTypeIsADefect() {
        kit.start(kit.job(ScriptedOperation.of(Turn.done(Map.of("at", Instant.EPOCH)))));

        kit.time.pass(Duration.ZERO);

        assertThat(kit.host.failure()).hasMessageContaining("result.at is a java.time.Instant");
        assertThat(new Ledger(kit.journal).result()).isEmpty();
    }

    @Test
    void aSessionIsOpenedOnceAndItsTroubleIsTriedAgain() {
        List<String> opened = new ArrayList<>();
        SessionSource<String> sessions = () -> {
            opened.add("try");
            if (opened.size() == 1) {
                throw new IOException("no route to the token endpoint");
            }
            return "session";
        };
        Job<String> plain = kit.job(
                ScriptedOperation.of(Turn.again(Duration.ofSeconds(1), "cluster demo: Creating"), Turn.done(Map.of())));
        kit.start(new Job<>(
                plain.name(),
                plain.operation(),
                sessions,
                plain.journal(),
                plain.host(),
                "",
                plain.timeLimit(),
                plain.onAbort(),
                plain.abortGrace()));

        kit.time.pass(Duration.ofMinutes(1));

        assertThat(kit.host.result()).isEmpty();
        assertThat(opened).hasSize(2);
    }

    @Test
    void aSessionIsMadeAnewFromTimeToTimeAndKeptWhereThatFails() {
        List<String> used = new ArrayList<>();
        List<String> opened = new ArrayList<>();
        SessionSource<String> sessions = () -> {
            opened.add("try");
            if (opened.size() == 3) {
                throw new OperationException("the credential is gone");
            }
            return "session " + opened.size();
        };
        Operation<String> waiting = (session, journal) -> {
            used.add(session);
            return Turn.again(Duration.ofMinutes(5), "cluster demo: Creating");
        };
        Job<String> plain = kit.job(waiting);
        kit.start(new Job<>(
                plain.name(),
                waiting,
                sessions,
                plain.journal(),
                plain.host(),
                "",
                plain.timeLimit(),
                plain.onAbort(),
                plain.abortGrace()));

        kit.time.pass(Duration.ofMinutes(30));

        assertThat(used)
                .containsExactly(
                        "session 1", "session 1", "session 2", "session 2", "session 2", "session 2", "session 4");
        assertThat(kit.host.lines())
                .contains("[20m00s] goes on with the credential as it was before, because: the credential is gone");
    }

    @Test
    void aHostThatFailsIsNotToldTwice() {
        List<String> told = new ArrayList<>();
        Host broken = new Host() {
            @Override
            public Log log() {
                return line -> {};
            }

            @Override
            public void succeed(Map<String, Object> result) {
                told.add("succeed");
                throw new IllegalStateException("the build is gone");
            }

            @Override
            public void fail(Throwable cause) {
                told.add("fail");
            }
        };
        kit.start(kit.job("aksCreate demo", ScriptedOperation.of(Turn.done(Map.of())), kit.journal, broken, ""));

        kit.time.pass(Duration.ofHours(2));

        assertThat(told).containsExactly("succeed");
    }
}
