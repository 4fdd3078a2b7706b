package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that stops a step: time limits, a branch that failed, the user. */
@Timeout(60)
class StopTest {

    @TempDir
    private Path directory;

    private final ManualTimers time = ManualTimers.still();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory).with(time);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Result end(CompletableFuture<Result> run) throws Exception {
        return run.get(30, TimeUnit.SECONDS);
    }

    @Test
    void aTimeoutStopsTheInnermostStep() throws Exception {
        CompletableFuture<Result> run = bench.start(
                """
                timeout(time: 10, unit: 'MINUTES') {
                    give('x') { stage('s') { hold 'h' } }
                }
                """);
        Calls.awaitEntered("h");
        time.advance(Duration.ofMinutes(9));
        assertThat(Calls.done()).isEmpty();
        time.advance(Duration.ofMinutes(1));
        assertThat(end(run)).isEqualTo(Result.ABORTED);
        assertThat(Calls.done()).containsExactly("stopped h", "tidied x");
        assertThat(bench.console())
                .contains(
                        "Timeout set to expire in 10 min 0 sec",
                        "Cancelling nested steps due to timeout",
                        "Timeout has been exceeded",
                        "  s  ABORTED",
                        "Finished: ABORTED");
    }

    @Test
    void aTimeoutStopsAllBranches() throws Exception {
        CompletableFuture<Result> run =
                bench.start("timeout(5) { parallel(a: { hold 'a' }, b: { node { hold 'b' } }) }\n");
        Calls.awaitEntered("a");
        Calls.awaitEntered("b");
        time.advance(Duration.ofMinutes(5));
        assertThat(end(run)).isEqualTo(Result.ABORTED);
        assertThat(Calls.done()).containsExactlyInAnyOrder("stopped a", "stopped b");
    }

    @Test
    void aTimeoutInsideRetryIsTriedAgain() throws Exception {
        CompletableFuture<Result> run = bench.start(
                """
                int n = 0
                retry(2) {
                    n++
                    timeout(1) { if (n == 1) { hold 'first' } else { probe 'second' } }
                }
                """);
        Calls.awaitEntered("first");
        time.advance(Duration.ofMinutes(1));
        assertThat(end(run)).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("stopped first", "probe second");
        assertThat(bench.console()).contains("Retrying");
    }

    @Test
    void aBodyThatDoesNotStopIsLeftAfterTheGrace() throws Exception {
        CompletableFuture<Result> run = bench.start("timeout(1) { try { hold 'x' } finally { hold 'y' } }\n");
        Calls.awaitEntered("x");
        time.advance(Duration.ofMinutes(1));
        Calls.awaitEntered("y");
        time.advance(Duration.ofSeconds(60));
        assertThat(end(run)).isEqualTo(Result.ABORTED);
        assertThat(bench.console()).contains("terminating with extreme prejudice");
    }

    @Test
    void aFinishedBodyLeavesNoTimer() {
        bench.run("timeout(1) { probe 'x' }\n");
        time.advance(Duration.ofHours(1));
        assertThat(bench.console()).doesNotContain("Cancelling");
    }

    @Test
    void failFastStopsTheOtherBranches() throws Exception {
        CompletableFuture<Result> run = bench.start(
                """
                import static io.jenkins.plugins.aks.runner.Calls.awaitEntered
                pipeline {
                    agent none
                    stages {
                        stage('p') {
                            failFast true
                            parallel {
                                stage('bad') { steps { script { awaitEntered('slow'); later(value: 1, failure: 'broken') } } }
                                stage('slow') {
                                    steps { hold 'slow' }
                                    post { aborted { echo 'slow was aborted' } }
                                }
                            }
                        }
                    }
                }
                """);
        assertThat(end(run)).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("Failed in branch bad", "slow was aborted", "ERROR: broken", "    slow  ABORTED");
    }

    @Test
    void withoutFailFastTheOtherBranchesGoOn() {
        assertThat(bench.run("parallel(a: { error 'a broke' }, b: { later 1; probe 'b' })\n"))
                .isEqualTo(Result.FAILURE);
        assertThat(Calls.done()).contains("probe b");
    }

    @Test
    void theUsersStopAbortsTheBuildAndPostStillRuns() throws Exception {
        CompletableFuture<Result> run = bench.start(
                """
                pipeline {
                    agent none
                    stages {
                        stage('a') { steps { retry(5) { hold 'h' } } }
                        stage('b') { steps { probe 'never' } }
                    }
                    post {
                        aborted { probe 'aborted' }
                        failure { probe 'failure' }
                        cleanup { probe 'cleanup' }
                    }
                }
                """);
        Calls.awaitEntered("h");
        bench.abort();
        assertThat(end(run)).isEqualTo(Result.ABORTED);
        assertThat(Calls.done()).containsExactly("stopped h", "probe aborted", "probe cleanup");
        assertThat(bench.console()).contains("Aborted by test\n").contains("Finished: ABORTED");
    }

    @Test
    void catchErrorCatchesAStopUnlessToldNotTo() throws Exception {
        CompletableFuture<Result> run = bench.start(
                """
                catchError(buildResult: 'FAILURE', catchInterruptions: false) { hold 'h' }
                probe 'never'
                """);
        Calls.awaitEntered("h");
        bench.abort();
        assertThat(end(run)).isEqualTo(Result.ABORTED);
        assertThat(Calls.done()).containsExactly("stopped h");
    }

    @Test
    void aStopBetweenStepsEndsTheScriptAtTheNextStep() throws Exception {
        CompletableFuture<Result> run = bench.start(
                """
                probe 'first'
                def latch = new java.util.concurrent.CountDownLatch(1)
                try { io.jenkins.plugins.aks.runner.Calls.entered('between'); latch.await() } catch (InterruptedException e) { }
                probe 'never'
                """);
        Calls.awaitEntered("between");
        bench.abort();
        assertThat(end(run)).isEqualTo(Result.ABORTED);
        assertThat(Calls.done()).containsExactly("probe first");
    }

    @Test
    void aSleepIsStopped() throws Exception {
        CompletableFuture<Result> run = bench.start(
                """
                parallel(failFast: true, a: { hold 'h' }, b: { sleep 100 })
                """);
        Calls.awaitEntered("h");
        bench.abort();
        assertThat(end(run)).isEqualTo(Result.ABORTED);
    }

    @Test
    void waitUntilAsksAtGrowingIntervals() {
        ManualTimers impatient = ManualTimers.impatient();
        bench.with(impatient);
        assertThat(bench.run("int n = 0\nwaitUntil { probe 'x'; ++n == 4 }\n")).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).hasSize(4);
        assertThat(impatient.delays())
                .containsExactly(Duration.ofMillis(250), Duration.ofMillis(300), Duration.ofMillis(360));
        assertThat(bench.console()).contains("Will try again after 250 ms");
    }

    @Test
    void waitUntilNeedsACondition() {
        assertThat(bench.run("waitUntil { 'x' }\n")).isEqualTo(Result.FAILURE);
        assertThat(bench.console()).contains("body return value x is not boolean");
    }

    @Test
    void retryGivesUpAtLast() {
        assertThat(bench.run("retry(3) { probe 'x'; error 'again' }\n")).isEqualTo(Result.FAILURE);
        assertThat(Calls.done()).hasSize(3);
        assertThat(bench.console()).contains("ERROR: again\nRetrying");
    }
}
