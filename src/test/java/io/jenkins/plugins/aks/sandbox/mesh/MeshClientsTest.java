package io.jenkins.plugins.aks.sandbox.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real kubectl and openssl against the mesh. Skipped where they are not. */
class MeshClientsTest {
    private static final long PATIENCE = 60;

    @TempDir
    static Path directory;

    private static MeshCloud mesh;
    private static Path kubectl;
    private static Path openssl;

    @BeforeAll
    static void start() throws Exception {
        kubectl = program("kubectl").orElse(null);
        openssl = program("openssl").orElse(null);
        Assumptions.assumeTrue(kubectl != null && openssl != null, "there is no kubectl or no openssl");
        mesh = new MeshCloud(directory.resolve("state"));
        TestAuthority authority = mesh.plugged();
        Files.writeString(directory.resolve("root.pem"), authority.rootPem());
        String config = mesh.cloud
                .post(mesh.cluster + "/listClusterUserCredential", "2025-09-01")
                .text("/kubeconfigs/0/value");
        Files.write(directory.resolve("kubeconfig"), Base64.getDecoder().decode(config));
        mesh.namespace("pets", "{istio.io/rev: asm-1-29}");
        mesh.pod("pets", "inside", "{app: curl}", "");
        mesh.settle();
    }

    @AfterAll
    static void stop() {
        if (mesh != null) {
            mesh.close();
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static ProcessBuilder process(Map<String, String> environment, String... words) {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().put("KUBECONFIG", directory.resolve("kubeconfig").toString());
        builder.environment().put("HOME", directory.toString());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true);
    }

    private static String output(Path program, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(words));
        Path out = Files.createTempFile(directory, "out", "");
        Process process = process(Map.of(), command.toArray(String[]::new))
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
    }

    @Test
    void aPodShowsItsProxy() throws Exception {
        assertThat(output(kubectl, "get", "pods", "-n", "pets")).containsPattern("inside +2/2 +Running");
        assertThat(output(kubectl, "get", "peerauthentication", "-n", "pets")).contains("No resources found");
        assertThat(output(kubectl, "logs", "-n", "aks-istio-system", "deploy/istiod-asm-1-29", "-c", "discovery"))
                .contains("x509 cert - Issuer:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void opensslVerifiesIstiodThroughAForwardedPort(String webSockets) throws Exception {
        Process forward = process(
                        Map.of("KUBECTL_PORT_FORWARD_WEBSOCKETS", webSockets),
                        kubectl.toString(),
                        "port-forward",
                        "-n",
                        "aks-istio-system",
                        "deploy/istiod-asm-1-29",
                        ":15012",
                        "--address",
                        "127.0.0.1")
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(forward.getInputStream(), StandardCharsets.UTF_8))) {
            String address = lines.readLine().replaceFirst(".*(127\\.0\\.0\\.1:\\d+).*", "$1");
            String seen = output(
                    openssl,
                    "s_client",
                    "-connect",
                    address,
                    "-showcerts",
                    "-alpn",
                    "h2",
                    "-CAfile",
                    "root.pem",
                    "-verify_hostname",
                    "istiod-asm-1-29.aks-istio-system.svc");
            assertThat(seen).contains("ALPN protocol: h2", "Verify return code: 0 (ok)");
            assertThat(MeshTrafficTest.chain(seen)).hasSize(3);
        } finally {
            forward.destroy();
        }
    }
}
