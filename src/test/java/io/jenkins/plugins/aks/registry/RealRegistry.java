package io.jenkins.plugins.aks.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The {@code docker-registry} of Debian (the reference implementation of the distribution specification), on this machine
 * and without TLS. It has no referrers API. Tests that need it are skipped where it is not installed.
 */
public final class RealRegistry implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private final Process process;
    private final int port;

    private RealRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Skips the test where the program is not on the PATH. */
    public static RealRegistry start(Path directory) throws IOException {
        assumeTrue(isInstalled(), "docker-registry is not installed");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path config = directory.resolve("registry.yml");
        Files.writeString(
                config,
                String.join(
                        "\n",
                        "version: 0.1",
                        "log: {level: error, accesslog: {disabled: true}}",
                        "storage: {filesystem: {rootdirectory: " + directory.resolve("registry") + "}}",
                        "http: {addr: '127.0.0.1:" + port + "'}",
                        ""));
        ProcessBuilder builder = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile());
        clean(builder.environment());
        RealRegistry registry = new RealRegistry(builder.start(), port);
        registry.awaitStart();
        return registry;
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "docker-registry")));
    }

    /** What sets options of the registry. */
    private static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("REGISTRY_") || name.startsWith("OTEL_"));
    }

    private void awaitStart() throws IOException {
        Instant end = Instant.now().plus(LONGEST_START);
        while (!answers()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                close();
                throw new IOException("docker-registry does not answer on port " + port);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean answers() {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://" + host() + "/v2/").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(1000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** As image names have it. */
    public String host() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted while docker-registry was stopping", e));
        }
    }
}
