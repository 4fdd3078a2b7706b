package io.jenkins.plugins.aks.harness;

import io.jenkins.plugins.aks.sandbox.RequestRecord;
import io.jenkins.plugins.aks.sandbox.Sandbox;
import io.jenkins.plugins.aks.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the sandbox was asked about clusters. */
final class Clusters {
    static final String CREATE = "azureGroup name: 'harness'\ndef made = aksCreate name: 'demo', nodeCount: 1\n"
            + "echo \"changed: ${made.changed}\"";

    private static final String CLUSTER = ".*/managedClusters/demo";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Clusters() {}

    /** A creation takes half a minute, long enough to stop the controller in the middle. */
    static Sandbox slowSandbox(Path state) {
        return Sandbox.start(SandboxSettings.in(state).withTimeScale(10));
    }

    static List<RequestRecord> creations(Sandbox sandbox) {
        return sandbox.requests().matching("PUT", CLUSTER);
    }

    static void awaitCreation(Sandbox sandbox) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (creations(sandbox).isEmpty()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("No cluster was asked for within " + PATIENCE + "; requests: "
                        + sandbox.requests().all());
            }
            Thread.sleep(200);
        }
    }
}
