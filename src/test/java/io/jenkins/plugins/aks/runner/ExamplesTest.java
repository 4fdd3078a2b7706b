package io.jenkins.plugins.aks.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What examples/ promises: each file runs to its end on the sandbox, and the workshop's second run writes nothing that it does not put back. */
@Timeout(300)
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("examples");

    /** POSTs that only ask: a token, a credential, whether a name is free, whether a template is valid. */
    private static final Pattern QUESTION = Pattern.compile(".*/(oauth2(/v2\\.0)?/(token|exchange)"
            + "|listCluster(User|Admin)Credential|listCredentials|checkNameAvailability|validate"
            + "|selfsubjectaccessreviews)");

    /** Pods that are made to look, and deleted again. */
    private static final Pattern PROBE = Pattern.compile(".*/pods/(workload-identity-probe|mesh-check)-[^/]+");

    /** What the clients of the mesh's check and the writer of the failover check are made by. */
    private static final Pattern CLIENT = Pattern.compile(".*/namespaces/(default|pets)/pods");

    /**
     * What the failover check writes, method and end of the path: it makes a database and a writer, adds a node and takes one
     * away, and puts all of it back.
     */
    private static final Pattern FAILOVER =
            Pattern.compile("POST .*/namespaces/default/secrets|PUT .*/agentPools/acstorpool"
                    + "|POST .*/agentPools/acstorpool/deleteMachines|DELETE .*/nodes/aks-acstorpool-[^/]+"
                    + "|PATCH .*/namespaces/default/(services|statefulsets)/acstor-failover"
                    + "|DELETE .*/namespaces/default/(services|statefulsets|secrets)/acstor-failover"
                    + "|DELETE .*/namespaces/default/(pods/acstor-failover-(0|writer-[0-9a-f]+)"
                    + "|persistentvolumeclaims/data-acstor-failover-0)");

    @TempDir
    private Path state;

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files
                    .filter(file -> file.getFileName().toString().endsWith("Jenkinsfile"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runsToItsEnd(Path example) throws Exception {
        run(example, Map.of());
        assertThat(writes(0)).as("%s makes something", example).isNotEmpty();
    }

    @Test
    void theSecondRunOfTheWorkshopWritesNothing() throws Exception {
        Path workshop = EXAMPLES.resolve("Jenkinsfile");
        run(workshop, Map.of("KEEP", "true"));
        int first = requests().size();
        assertThat(writes(0)).isNotEmpty();

        run(workshop, Map.of("KEEP", "true"));

        assertThat(requests()).hasSizeGreaterThan(first);
        List<String> failover = writes(first);
        assertThat(failover).allMatch(write -> FAILOVER.matcher(call(write)).matches());
        allIsPutBack(failover);
    }

    /** Method and path. */
    private static String call(String write) {
        return write.split(" ")[2] + " " + write.split(" ")[3];
    }

    /** What the failover check makes goes again, and the pool has one node more and then one less, once each. */
    private static void allIsPutBack(List<String> failover) {
        for (String once : List.of(
                "PUT .*/agentPools/acstorpool",
                "DELETE .*/nodes/.*",
                "POST .*/deleteMachines",
                "POST .*/secrets",
                "DELETE .*/secrets/.*",
                "DELETE .*/pods/.*-writer-.*",
                "PATCH .*/statefulsets/.*",
                "DELETE .*/statefulsets/.*",
                "PATCH .*/services/.*",
                "DELETE .*/services/.*",
                "DELETE .*/persistentvolumeclaims/.*")) {
            assertThat(failover.stream().filter(write -> call(write).matches(once)))
                    .as(once)
                    .hasSize(1);
        }
    }

    private void run(Path script, Map<String, String> parameters) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("lab.script", script.toString());
        properties.setProperty("lab.state", state.toString());
        properties.setProperty("lab.sh", "true");
        parameters.forEach((name, value) -> properties.setProperty("lab.param." + name, value));
        ByteArrayOutputStream console = new ByteArrayOutputStream();
        int code = new Lab(LabOptions.from(properties), new PrintStream(console, true, StandardCharsets.UTF_8)).run();
        String text = console.toString(StandardCharsets.UTF_8);
        if (code != 0 || !text.contains("Finished: SUCCESS") || text.contains("DEFECT")) {
            fail(script + " ended with exit code " + code + ":\n" + text);
        }
    }

    /** The lines of the sandbox's request log: time, simulated time, method, path, api-version, status, id. */
    private List<String> requests() throws IOException {
        return Files.readAllLines(state.resolve("cloud/requests.log"));
    }

    private List<String> writes(int from) throws IOException {
        return requests().stream().skip(from).filter(ExamplesTest::isWrite).toList();
    }

    private static boolean isWrite(String line) {
        String[] parts = line.split(" ");
        String method = parts[2];
        return !method.equals("GET")
                && !method.equals("HEAD")
                && !(method.equals("POST") && QUESTION.matcher(parts[3]).matches())
                && !PROBE.matcher(parts[3]).matches()
                && !(method.equals("POST") && CLIENT.matcher(parts[3]).matches());
    }
}
