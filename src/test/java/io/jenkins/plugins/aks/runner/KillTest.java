package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another JVM runs a script, and is killed or asked to stop. */
@Timeout(120)
class KillTest {

    private static final String SCRIPT =
            """
            stage('a') { probe 'one' }
            parallel(x: { probe 'two' }, y: { probe 'three' })
            if (!new File('GO').exists()) { hold 'here' }
            stage('b') { probe 'four' }
            """;

    @TempDir
    private Path directory;

    private Process start() throws IOException {
        Path script = directory.resolve("Jenkinsfile");
        Files.writeString(script, SCRIPT.replace("GO", directory.resolve("go").toString()));
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                KilledRun.class.getName(),
                script.toString(),
                directory.resolve("state").toString());
        builder.environment().put("CLASSPATH", classPath);
        return builder.redirectErrorStream(true).start();
    }

    private static void awaitLine(BufferedReader output, String wanted) throws IOException {
        String line = output.readLine();
        while (line != null && !line.equals(wanted)) {
            line = output.readLine();
        }
        assertThat(line).isEqualTo(wanted);
    }

    @Test
    void aKilledRunIsTakenUp() throws Exception {
        Process first = start();
        try (BufferedReader output = first.inputReader()) {
            awaitLine(output, "holding here");
            first.destroyForcibly().waitFor();
        }
        Files.createFile(directory.resolve("go"));
        Process second = start();
        List<String> console;
        try (BufferedReader output = second.inputReader()) {
            console = output.lines().toList();
        }
        assertThat(second.waitFor()).isZero();
        assertThat(console)
                .contains("Resuming build #1, which was interrupted", "[Pipeline] probe (recorded)", "probing four")
                .doesNotContain("probing one")
                .endsWith("Finished: SUCCESS");
        assertThat(Files.readAllLines(directory.resolve("state/acted")))
                .containsExactlyInAnyOrder("probe one", "probe two", "probe three", "probe four");
    }

    @Test
    void aSignalStopsTheStepsAndTheBuildIsAborted() throws Exception {
        Process run = start();
        try (BufferedReader output = run.inputReader()) {
            awaitLine(output, "holding here");
            run.toHandle().destroy();
            assertThat(output.lines().toList())
                    .contains("Aborted by a signal to the process")
                    .endsWith("Finished: ABORTED");
        }
        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(3);
        assertThat(Files.readString(directory.resolve("state/builds/1/build.json")))
                .contains("\"result\":\"ABORTED\"");
    }
}
