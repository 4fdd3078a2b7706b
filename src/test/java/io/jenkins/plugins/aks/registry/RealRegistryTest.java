package io.jenkins.plugins.aks.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.jenkins.plugins.aks.operation.RecordingGate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client against a registry that others wrote; skipped where it is not installed. */
class RealRegistryTest {
    private static final String SIGNATURE = "application/vnd.cncf.notary.signature";
    private static final HttpClient CLIENT = new JdkHttpClientBuilder().build();

    @TempDir
    static Path directory;

    private static RealRegistry real;

    private final RecordingGate gate = new RecordingGate();

    @BeforeAll
    static void start() throws Exception {
        real = RealRegistry.start(directory);
    }

    @AfterAll
    static void stop() {
        if (real != null) {
            real.close();
        }
    }

    private Repository repository(String name) {
        return new Registry(real.host(), CLIENT, new RegistryLogin.Anonymous(), gate, Clock.systemUTC())
                .repository(name);
    }

    static Manifest image(Repository repository, String content) throws Exception {
        Descriptor config = repository
                .blobs()
                .put("application/vnd.oci.image.config.v1+json", content.getBytes(StandardCharsets.UTF_8));
        Manifest manifest = Manifest.of(
                MediaTypes.OCI_MANIFEST,
                ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":" + config.json()
                                + ",\"layers\":[]}")
                        .getBytes(StandardCharsets.UTF_8));
        repository.put("v1", manifest);
        return manifest;
    }

    @Test
    void storesAndReadsAnImage() throws Exception {
        Repository repository = repository("team/app");
        assertThat(repository.manifest("v1")).isEmpty();
        Manifest pushed = image(repository, "{\"x\":1}");
        assertThat(repository.require("v1").bytes()).isEqualTo(pushed.bytes());
        assertThat(repository.require(pushed.digest()).descriptor()).isEqualTo(pushed.descriptor());
        assertThat(repository.has("v1")).isTrue();
        assertThat(repository.has("v2")).isFalse();
        String config = pushed.json().at("/config/digest").asText();
        assertThat(repository.blobs().get(config, 100)).asString().isEqualTo("{\"x\":1}");
        assertThat(repository("team/copy").blobs().mount(config, "team/app")).isTrue();
        assertThat(repository("team/copy").blobs().has(config)).isTrue();
    }

    @Test
    void pushesNoBlobTwice() throws Exception {
        Repository repository = repository("team/once");
        image(repository, "{}");
        int writes = gate.writes().size();
        repository.blobs().put("x", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(gate.writes()).hasSize(writes);
    }

    @Test
    void isToldWhenAManifestNamesABlobThatIsNotThere() {
        Manifest manifest = Manifest.of(
                MediaTypes.OCI_MANIFEST,
                ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":"
                                + Descriptor.of("x", Digests.sha256(new byte[3]), 3)
                                        .json() + ",\"layers\":[]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> repository("team/broken").put("v1", manifest))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.code()).isEqualTo("MANIFEST_BLOB_UNKNOWN"));
    }

    @Test
    void listsSignaturesByTag() throws Exception {
        Repository repository = repository("team/signed");
        Manifest image = image(repository, "{}");
        assertThat(repository.referrers(image.digest(), SIGNATURE)).isEmpty();
        Manifest first = PushProcess.signature(repository, image, "one");
        PushProcess.push(repository, first);
        PushProcess.push(repository, first);
        assertThat(repository.referrers(image.digest(), SIGNATURE)).containsExactly(first.referrer());
    }

    /** Five controllers: processes of their own, which share nothing but the registry. */
    @Test
    void losesNoneOfTheSignaturesThatFiveProcessesPushAtTheSameTime() throws Exception {
        int processes = 5;
        int each = 2;
        Repository repository = repository("team/busy");
        Manifest image = image(repository, "{}");
        Path begin = directory.resolve("begin");
        List<Process> running = new ArrayList<>();
        try {
            for (int i = 0; i < processes; i++) {
                running.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                PushProcess.class.getName(),
                                real.host(),
                                "team/busy",
                                "v1",
                                begin.toString(),
                                "process " + i,
                                Integer.toString(each))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("push" + i + ".log").toFile())
                        .start());
            }
            for (int i = 0; i < processes; i++) {
                while (running.get(i).isAlive() && !Files.exists(directory.resolve("begin.process " + i))) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            }
            Files.createFile(begin);
            for (int i = 0; i < processes; i++) {
                boolean ended = running.get(i).waitFor(3, TimeUnit.MINUTES);
                assertThat(ended && running.get(i).exitValue() == 0)
                        .as(Files.readString(directory.resolve("push" + i + ".log")))
                        .isTrue();
            }
        } finally {
            running.forEach(Process::destroyForcibly);
        }
        assertThat(repository.referrers(image.digest(), SIGNATURE))
                .extracting(Descriptor::digest)
                .doesNotHaveDuplicates()
                .hasSize(processes * each);
    }
}
