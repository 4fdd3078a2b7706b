package io.jenkins.plugins.aks.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.jenkins.plugins.aks.notation.Envelope;
import io.jenkins.plugins.aks.notation.EnvelopeFormat;
import io.jenkins.plugins.aks.operation.WriteGate;
import io.jenkins.plugins.aks.registry.Descriptor;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.registry.MediaTypes;
import io.jenkins.plugins.aks.registry.RealRegistry;
import io.jenkins.plugins.aks.registry.Registry;
import io.jenkins.plugins.aks.registry.RegistryLogin;
import io.jenkins.plugins.aks.registry.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Controllers that sign one image at the same time, in a registry that keeps no list of signatures: none is lost. */
@Timeout(240)
class ConcurrentSigningTest {
    private static final int PROCESSES = 5;
    private static final int EACH = 2;

    @TempDir
    private Path folder;

    @Test
    void fiveProcessesLoseNoSignature() throws Exception {
        try (PlainRegistry registry = new PlainRegistry(false)) {
            registry.image("net-monitor", "v1", "one");
            assertNoneIsLost(registry.host());
        }
    }

    @Test
    void fiveProcessesLoseNoSignatureInARealRegistry() throws Exception {
        try (RealRegistry registry = RealRegistry.start(folder)) {
            byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
            Repository repository = repository(registry.host());
            Descriptor blob = repository.blobs().put("application/vnd.oci.image.config.v1+json", config);
            String image = "{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":"
                    + blob.json() + ",\"layers\":[]}";
            repository.put("v1", Manifest.of(MediaTypes.OCI_MANIFEST, image.getBytes(StandardCharsets.UTF_8)));
            assertNoneIsLost(registry.host());
        }
    }

    private void assertNoneIsLost(String host) throws Exception {
        Manifest image = repository(host).require("v1");
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(start(host + "/net-monitor@" + image.digest(), i));
        }
        for (Process process : processes) {
            assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        SignatureStore store = new SignatureStore(repository(host), image);
        Set<String> found = new TreeSet<>();
        for (Descriptor signature : store.list()) {
            Envelope envelope = EnvelopeFormat.COSE.read(store.fetch(signature).bytes());
            found.add(envelope.content().metadata().get("process") + "/"
                    + envelope.content().metadata().get("number"));
        }
        assertThat(found).hasSize(PROCESSES * EACH);
        assertThat(store.list()).hasSize(PROCESSES * EACH);
    }

    private Process start(String image, int number) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SigningProcess.class.getName(),
                        image,
                        Integer.toString(number),
                        Integer.toString(EACH))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("process-" + number + ".log").toFile())
                .start();
    }

    private static Repository repository(String host) {
        return new Registry(
                        host,
                        new JdkHttpClientBuilder().build(),
                        new RegistryLogin.Anonymous(),
                        WriteGate.open(),
                        Clock.systemUTC())
                .repository("net-monitor");
    }
}
