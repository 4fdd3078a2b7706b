package io.jenkins.plugins.aks.registry;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import io.jenkins.plugins.aks.operation.MemoryJournal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A controller of its own that pushes signatures of one image, once a file tells it to begin. */
final class PushProcess {
    private static final String SIGNATURE = "application/vnd.cncf.notary.signature";
    private static final int MOST_TRIES = 2000;

    private PushProcess() {}

    /** Arguments: registry, repository, tag, file that lets it begin (beside it this makes one to say that it is ready), name of this process, number of signatures. */
    public static void main(String[] arguments) throws Exception {
        Registry registry = new Registry(
                arguments[0],
                new JdkHttpClientBuilder().build(),
                new RegistryLogin.Anonymous(),
                WriteGate.open(),
                Clock.systemUTC());
        Repository repository = registry.repository(arguments[1]);
        Manifest image = repository.require(arguments[2]);
        Files.createFile(Path.of(arguments[3] + "." + arguments[4]));
        while (!Files.exists(Path.of(arguments[3]))) {
            pause(Duration.ofMillis(5));
        }
        for (int i = 0; i < Integer.parseInt(arguments[5]); i++) {
            push(repository, signature(repository, image, arguments[4] + " " + i));
        }
    }

    static Manifest signature(Repository repository, Manifest of, String content)
            throws OperationException, TransientException {
        Descriptor config = repository.blobs().put(SIGNATURE, "{}".getBytes(StandardCharsets.UTF_8));
        Descriptor layer = repository.blobs().put("application/cose", content.getBytes(StandardCharsets.UTF_8));
        return Manifest.of(
                MediaTypes.OCI_MANIFEST,
                ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":" + config.json()
                                + ",\"layers\":[" + layer.json() + "],\"subject\":"
                                + of.descriptor().json() + "}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** As the engine takes turns: trouble that passes is tried again. */
    static void push(Repository repository, Manifest manifest) throws Exception {
        ReferrerPush push = new ReferrerPush(repository, manifest);
        MemoryJournal journal = new MemoryJournal();
        for (int i = 0; i < MOST_TRIES; i++) {
            Optional<Duration> wait;
            try {
                wait = push.advance(journal);
            } catch (TransientException e) {
                wait = Optional.of(Duration.ofMillis(200));
            }
            if (wait.isEmpty()) {
                return;
            }
            pause(wait.get());
        }
        throw new IllegalStateException(manifest + " was not listed");
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(TimeUnit.NANOSECONDS.convert(time));
    }
}
