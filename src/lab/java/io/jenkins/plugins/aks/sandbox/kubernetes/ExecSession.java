package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ContainerImage;
import io.jenkins.plugins.aks.sandbox.container.ExecCall;
import io.jenkins.plugins.aks.sandbox.container.ExecResult;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import io.jenkins.plugins.aks.sandbox.container.Programs;
import io.jenkins.plugins.aks.sandbox.container.tools.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a command in a container for a client: its output as time passes, then its exit code. */
final class ExecSession {
    /** A runtime takes a moment to start a process, and kubectl has its streams only a moment after the handshake. */
    private static final int PAUSES_BEFORE = 3;

    private static final long LONGEST_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Cluster cluster;
    private final ObjectNode pod;
    private final String container;
    private final ExecPeer peer;

    ExecSession(Cluster cluster, ObjectNode pod, String container, ExecPeer peer) {
        this.cluster = cluster;
        this.pod = pod;
        this.container = container;
        this.peer = peer;
    }

    void exec(List<String> command, boolean stdin, boolean tty) throws IOException {
        ContainerImage image = ContainerImage.of(Json.text(PodSpecs.container(pod, container), "image"));
        String program = command.isEmpty() ? "" : command.get(0);
        for (int i = 0; i < PAUSES_BEFORE; i++) {
            PodLogs.pause();
        }
        if (!image.has(program)) {
            peer.end(Json.bytes(cannotStart(program)));
            return;
        }
        ExecCall call = new ExecCall(
                command,
                () -> stdin ? read() : "",
                Environment.of(cluster.view(), pod, container),
                pod,
                container,
                cluster.view());
        ExecResult result = Programs.run(call);
        long start = System.nanoTime();
        for (ExecResult.Piece piece : result.output()) {
            until(start, piece.at());
            peer.output(piece.error() && !tty).write(piece.text().getBytes(StandardCharsets.UTF_8));
        }
        until(start, result.endless() ? Duration.ofNanos(LONGEST_NANOS) : result.took());
        peer.end(Json.bytes(status(result.exitCode())));
    }

    private String read() {
        try {
            return new String(peer.stdin().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void until(long start, Duration simulated) throws IOException {
        long nanos = Math.min(cluster.view().real(simulated).toNanos(), LONGEST_NANOS);
        while (System.nanoTime() - start < nanos) {
            if (!peer.isOpen()) {
                throw new IOException("the client went away");
            }
            PodLogs.pause();
        }
    }

    /** Shows what the container writes from now on, until it ends; first its program gets the input it waits for. */
    void attach(boolean stdin) throws IOException {
        Instant since = cluster.view().now();
        Optional<ContainerRun> run = run();
        if (run.isPresent() && run.get().waitsForInput() && stdin) {
            String input = read();
            cluster.runs().input(pod, container, () -> input);
            cluster.wake();
        }
        if (run.isPresent()) {
            LogOptions options = new LogOptions(true, false, false, since, -1, -1);
            PodLogs.LogWriter writer = new PodLogs.LogWriter(peer.output(false), options);
            while (peer.isOpen() && !PodLogs.over(cluster, pod, container, run.get())) {
                PodLogs.pause();
                writer.write(PodLogs.lines(cluster, pod, container, run.get()));
            }
            writer.write(PodLogs.lines(cluster, pod, container, run.get()));
        }
        peer.end(Json.bytes(status(run().map(ContainerRun::exitCode).orElse(0))));
    }

    private Optional<ContainerRun> run() {
        synchronized (cluster) {
            return cluster.runs().logged(pod, container);
        }
    }

    static ObjectNode status(int exitCode) {
        ObjectNode status = Json.object();
        status.putObject("metadata");
        if (exitCode == 0) {
            return status.put("status", "Success");
        }
        status.put("status", "Failure")
                .put("message", "command terminated with non-zero exit code: exit status " + exitCode)
                .put("reason", "NonZeroExitCode");
        status.putObject("details")
                .putArray("causes")
                .addObject()
                .put("reason", "ExitCode")
                .put("message", Integer.toString(exitCode));
        return status;
    }

    /** The runtime could not start it: there is no exit code. */
    private static ObjectNode cannotStart(String program) {
        ObjectNode status = Json.object();
        status.putObject("metadata");
        String runtime = "OCI runtime exec failed: exec failed: unable to start container process: "
                + ContainerRuns.notFound(program) + ": unknown";
        String message = "Internal error occurred: error executing command in container: failed to exec in container:"
                + " failed to start exec: " + runtime;
        status.put("status", "Failure").put("message", message).put("reason", "InternalError");
        status.putObject("details").putArray("causes").addObject().put("message", message);
        return status.put("code", 500);
    }
}
