package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run is left where it waits; what it had on disk by then is all that the next run gets, as after kill -9. */
@Timeout(60)
class ResumeTest {

    private static final String SCRIPT =
            """
            pipeline {
                agent any
                stages {
                    stage('a') {
                        steps {
                            echo 'starting'
                            script { env.GREETING = probe(name: 'one', items: ['x'], labels: [k: 'v']).name }
                        }
                    }
                    stage('p') {
                        parallel {
                            stage('left') { steps { later 'left' } }
                            stage('right') { steps { later 'right' } }
                        }
                    }
                    stage('b') {
                        steps {
                            script {
                                if (!new File(params.GO).exists()) { hold 'here' }
                                echo "after ${env.GREETING} ${probe('two').node}"
                            }
                        }
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    private final ManualTimers time = ManualTimers.still();
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("first")).with(time);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Runs until the step named holds, and copies the disk as it is then. */
    private Path killedAt(String hold, String script) {
        bench.start(script);
        Calls.awaitEntered(hold);
        Path copy = directory.resolve("second");
        try (Stream<Path> files = Files.walk(directory.resolve("first"))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(directory.resolve("first").relativize(file).toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Calls.clear();
        return copy;
    }

    @Test
    void recordedResultsReturnWithoutActingAndTheRestIsDone() throws IOException {
        Path go = directory.resolve("go");
        String script = "pipeline {\n    parameters { string(name: 'GO', defaultValue: '" + go + "') }"
                + SCRIPT.substring("pipeline {".length());
        Path killed = killedAt("here", script);
        Files.createFile(go);
        assertThat(bench.runIn(killed, script)).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("probe two");
        assertThat(bench.console())
                .contains("Resuming build #1, which was interrupted\n")
                .contains("[Pipeline] echo\nstarting\n")
                .contains("[Pipeline] probe (recorded)\n[Pipeline] }")
                .contains("[Pipeline] [left] later (recorded)", "[Pipeline] [right] later (recorded)")
                .contains("[Pipeline] probe\nprobing two\n")
                .contains("after one ");
    }

    @Test
    void aFinishedRunStartsAfresh() {
        String script = "probe 'x'\n";
        bench.run(script);
        Calls.clear();
        assertThat(bench.run(script)).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("probe x");
        assertThat(bench.console()).doesNotContain("Resuming", "(recorded)");
        assertThat(directory.resolve("first/builds/2/build.json")).exists();
    }

    @Test
    void anotherScriptStartsAfresh() {
        Path killed = killedAt("here", "probe 'x'\nhold 'here'\n");
        assertThat(bench.runIn(killed, "probe 'x'\n")).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("probe x");
        assertThat(bench.console())
                .contains(
                        "Build #1 was interrupted, but the script or its parameters have changed since: starting afresh");
        assertThat(killed.resolve("builds/2/build.json")).exists();
    }

    @Test
    void otherParametersStartAfresh() {
        Path killed = killedAt("here", "probe 'x'\nif (!params.GO) { hold 'here' }\n");
        bench.with(s -> s.withParameters(Map.of("GO", "yes")));
        bench.runIn(killed, "probe 'x'\nif (!params.GO) { hold 'here' }\n");
        assertThat(Calls.done()).containsExactly("probe x");
    }

    @Test
    void theUnfinishedStepStartsAgainWithItsId() {
        String script = "node { retry(2) { stage('s') { hold 'here' } } }\n";
        Path killed = killedAt("here", script);
        String id = Calls.node("here");
        CompletableFuture<Void> again = CompletableFuture.runAsync(() -> bench.runIn(killed, script));
        Calls.awaitEntered("here");
        assertThat(Calls.node("here")).isEqualTo(id).isEqualTo("1-1.1-1.1-1.1");
        bench.abort();
        again.join();
    }

    @Test
    void aRecordedFailureFailsAgain() throws IOException {
        Path go = directory.resolve("go");
        String script =
                """
                try { later(value: 1, failure: 'broken') } catch (e) { echo "caught ${e.class.simpleName} ${e.message}" }
                if (!new File('GO').exists()) { hold 'here' }
                """
                        .replace("GO", go.toString());
        Path killed = killedAt("here", script);
        Files.createFile(go);
        assertThat(bench.runIn(killed, script)).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).isEmpty();
        assertThat(bench.console()).contains("later (recorded)", "caught AbortException broken");
    }

    @Test
    void otherArgumentsOnResumeStopTheRun() throws IOException {
        Path go = directory.resolve("go");
        String script =
                """
                def name = new File('GO').exists() ? 'other' : 'same'
                try { probe name } catch (Throwable t) { echo 'swallowed' }
                if (!new File('GO').exists()) { hold 'here' }
                probe 'never'
                """
                        .replace("GO", go.toString());
        Path killed = killedAt("here", script);
        Files.createFile(go);
        assertThat(bench.runIn(killed, script)).isEqualTo(Result.FAILURE);
        assertThat(Calls.done()).isEmpty();
        assertThat(bench.console())
                .contains(
                        "ERROR: The run cannot be resumed. Call 1 was probe before the interruption, and its arguments"
                                + " are others now.")
                .contains("The next run starts afresh.");
    }

    @Test
    void anotherStepInItsPlaceStopsTheRun() throws IOException {
        Path go = directory.resolve("go");
        String script =
                """
                stage('s') { if (new File('GO').exists()) { later 1 } else { probe 'x' } }
                hold 'here'
                """
                        .replace("GO", go.toString());
        Path killed = killedAt("here", script);
        Files.createFile(go);
        assertThat(bench.runIn(killed, script)).isEqualTo(Result.FAILURE);
        assertThat(bench.console())
                .contains("Call 1-1.1 was probe before the interruption, and the script calls later in its place now.");
    }

    @Test
    void aLineThatAKillCutInTwoDoesNotCount() throws IOException {
        Path go = directory.resolve("go");
        String script = "probe 'x'\nprobe 'y'\nif (!new File('%s').exists()) { hold 'here' }\n".formatted(go);
        Path killed = killedAt("here", script);
        Path results = killed.resolve("builds/1/results.jsonl");
        String text = Files.readString(results);
        Files.writeString(results, text.substring(0, text.length() - 5), StandardOpenOption.TRUNCATE_EXISTING);
        Files.createFile(go);
        assertThat(bench.runIn(killed, script)).isEqualTo(Result.SUCCESS);
        assertThat(Calls.done()).containsExactly("probe y");
        assertThat(Files.readString(results).lines()).hasSize(2);
    }

    @Test
    void aTimeoutGoesOnWhereItWas() {
        String script = "timeout(10) { hold 'here' }\n";
        Path killed = killedAt("here", script);
        ManualTimers later = ManualTimers.still();
        later.advance(Duration.ofMinutes(4));
        bench.with(later);
        CompletableFuture<Void> again = CompletableFuture.runAsync(() -> bench.runIn(killed, script));
        Calls.awaitEntered("here");
        assertThat(bench.console()).contains("Timeout set to expire in 6 min 0 sec");
        bench.abort();
        again.join();
    }

    @Test
    void theResultThatAStepGaveTheBuildIsGivenAgain() throws IOException {
        Path go = directory.resolve("go");
        String script =
                """
                node {
                    writeFile file: 'r.xml', text: '<testsuite><testcase name="t"><failure/></testcase></testsuite>'
                    stage('s') { junit 'r.xml' }
                    if (!new File('GO').exists()) { hold 'here' }
                }
                """
                        .replace("GO", go.toString());
        Path killed = killedAt("here", script);
        Files.createFile(go);
        assertThat(bench.runIn(killed, script)).isEqualTo(Result.UNSTABLE);
        assertThat(bench.console()).contains("  s  UNSTABLE");
    }

    @Test
    void valuesKeepTheirTypes() throws IOException {
        Path go = directory.resolve("go");
        String script =
                """
                def r = later(value: [1, 2L, 3.5G, 4.5d, true, null, 'x', [k: [1: 'y']]])
                if (!new File('GO').exists()) { hold 'here' }
                echo r.collect { it == null ? 'null' : it.getClass().simpleName }.join(' ')
                echo "${r}"
                """
                        .replace("GO", go.toString());
        Path killed = killedAt("here", script);
        Files.createFile(go);
        bench.runIn(killed, script);
        assertThat(bench.console())
                .contains("Integer Long BigDecimal Double Boolean null String LinkedHashMap\n")
                .contains("[1, 2, 3.5, 4.5, true, null, x, [k:[1:y]]]");
    }
}
