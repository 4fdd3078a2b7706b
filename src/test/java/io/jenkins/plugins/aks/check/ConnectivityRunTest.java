package io.jenkins.plugins.aks.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.aks.check.Seen.Outcome;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectivityRunTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private final Map<String, Deque<Object>> answers = new HashMap<>();
    private int running;
    private int most;
    private int started;

    /** Answers what was prepared for a connection, the last answer for ever; each probe takes two looks. */
    private final class Scripted implements Prober {
        @Override
        public Probe start(Connection connection) throws OperationException, TransientException {
            Deque<Object> prepared = answers.get(connection.check().name());
            Object next = prepared.size() > 1 ? prepared.poll() : prepared.peek();
            if (next instanceof TransientException e) {
                throw e;
            }
            if (next instanceof OperationException e) {
                throw e;
            }
            started++;
            running++;
            most = Math.max(most, running);
            return new Probe() {
                private int looks;

                @Override
                public Optional<Seen> look() {
                    return looks++ == 0 ? Optional.empty() : Optional.of((Seen) next);
                }

                @Override
                public void close() {
                    running--;
                }
            };
        }
    }

    private Connection connection(String name, String expect, Object... prepared) throws Exception {
        answers.put("a -> " + name + ":80", new ArrayDeque<>(List.of(prepared)));
        return ConnectionMatrix.parse("matrix", List.of(Map.of("from", "a", "to", name + ":80", "expect", expect)), "n")
                .get(0);
    }

    private static Seen seen(Outcome outcome) {
        return Seen.of(outcome, outcome.name(), Duration.ofMillis(5), "pod a");
    }

    private List<CheckResult> run(int together, Connection... connections) throws Exception {
        ConnectivityRun run = new ConnectivityRun(
                List.of(connections),
                new Scripted(),
                new ProbePace(together, START.plusSeconds(10), Duration.ofMillis(500)));
        for (int i = 0; i < 10_000; i++) {
            Optional<List<CheckResult>> results = run.turn(START.plusMillis(100L * i));
            if (results.isPresent()) {
                assertThat(running).isZero();
                return results.get();
            }
        }
        throw new AssertionError("not decided: " + run.open());
    }

    private CheckResult judge(String expect, Object... prepared) throws Exception {
        return run(4, connection("b", expect, prepared)).get(0);
    }

    @Test
    void twoProbesThatAgreeAreEnough() throws Exception {
        CheckResult result = judge("allow", seen(Outcome.OPEN));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.details()).containsEntry("probes", 2).containsEntry("where", "pod a");
        assertThat(result.took()).isEqualTo(Duration.ofMillis(5));
    }

    @Test
    void whatDiffersIsProbedAgainUntilItHolds() throws Exception {
        CheckResult result = judge("deny", seen(Outcome.OPEN), seen(Outcome.OPEN), seen(Outcome.TIMED_OUT));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.details()).containsEntry("probes", 4);
    }

    @Test
    void whatStaysDifferentFailsWhenTimeIsUp() throws Exception {
        CheckResult result = judge("deny", seen(Outcome.OPEN));
        assertThat(result.text()).isEqualTo("a -> b:80: expected deny, got allow (OPEN, in pod a)");
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judge("allow", seen(Outcome.TIMED_OUT)).text())
                .isEqualTo("a -> b:80: expected allow, got deny (TIMED_OUT, nothing came back in pod a)");
    }

    @Test
    void answersThatChangeAreInconclusive() throws Exception {
        Object[] flapping = new Object[200];
        for (int i = 0; i < flapping.length; i++) {
            flapping[i] = seen(i % 2 == 0 ? Outcome.OPEN : Outcome.TIMED_OUT);
        }
        CheckResult result = judge("allow", flapping);
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).endsWith("the answers change from probe to probe");
    }

    @Test
    void aRefusalFailsAllowAndProvesNothingForDeny() throws Exception {
        assertThat(judge("allow", seen(Outcome.REFUSED)).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judge("deny", seen(Outcome.REFUSED)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge("deny", seen(Outcome.UNCLEAR)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void aNameThatIsNotFoundIsNoDenialOfTheNetwork() throws Exception {
        Seen open = seen(Outcome.NO_NAME).and("10.0.0.1", Outcome.OPEN);
        assertThat(judge("deny", open).text())
                .isEqualTo("a -> b:80: expected deny, got deny of the name only (NO_NAME, the name was not found in pod"
                        + " a; at its address 10.0.0.1 the connection opens, so only DNS is denied)");
        assertThat(judge("deny", open).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(judge("allow", open).verdict()).isEqualTo(Verdict.FAILED);
        Seen shut = seen(Outcome.NO_NAME).and("10.0.0.1", Outcome.TIMED_OUT);
        assertThat(judge("deny", shut).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(judge("deny", seen(Outcome.NO_NAME)).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aPodThatRestartsIsWaitedForAndNamedIfItNeverComesBack() throws Exception {
        TransientException restarts = new TransientException("no pod of a is ready: pod a-1: CrashLoopBackOff", null);
        assertThat(judge("allow", restarts, restarts, seen(Outcome.OPEN)).verdict())
                .isEqualTo(Verdict.PASSED);
        CheckResult never = judge("deny", restarts);
        assertThat(never.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(never.text())
                .isEqualTo("a -> b:80: expected deny, got no probe (no pod of a is ready: pod a-1: CrashLoopBackOff)");
    }

    @Test
    void whatCanNeverWorkEndsItAtOnce() {
        OperationException forbidden = new OperationException("may not exec");
        assertThatThrownBy(() -> judge("deny", forbidden)).isSameAs(forbidden);
    }

    @Test
    void onlySoManyProbesRunAtOnceAndResultsKeepTheirOrder() throws Exception {
        List<Connection> many = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            many.add(connection("b" + i, "allow", seen(Outcome.OPEN)));
        }
        List<CheckResult> results = run(7, many.toArray(Connection[]::new));
        assertThat(most).isEqualTo(7);
        assertThat(started).isEqualTo(80);
        assertThat(results.stream().map(result -> result.check().name()))
                .containsExactlyElementsOf(
                        many.stream().map(each -> each.check().name()).toList());
    }
}
