package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs in a container, over a WebSocket of its own: it holds no thread, so an operation starts it in one turn
 * and looks for its end in the next ones. It passes the session's write gate as {@code EXEC}.
 *
 * <p>Without standard input it speaks {@code v4.channel.k8s.io}, which every cluster knows. With it, {@code v5}: only that
 * one can tell the command that its input has ended (Kubernetes 1.30).
 */
public final class PodExec implements AutoCloseable {
    /** How much of each stream is kept where the caller does not say. */
    public static final int USUAL_CAP = 1 << 20;

    /** The code of the failure of a command that could not be started. */
    static final String NOT_STARTED = "NotStarted";

    private static final long CONNECT_SECONDS = 30;

    private final PodContainer where;
    private final ExecSocket socket;

    private PodExec(PodContainer where, ExecSocket socket) {
        this.where = where;
        this.socket = socket;
    }

    /**
     * Starts the command; returns at once.
     *
     * @param command the program and its arguments; no shell is put around it
     * @param stdin what the command reads; null for none
     * @param cap bytes of standard output, and of standard error, that are kept; what comes after is dropped
     */
    public static PodExec start(
            KubernetesClient client, PodContainer where, List<String> command, String stdin, int cap) {
        StringBuilder path = new StringBuilder(where.path())
                .append("/exec?stdout=true&stderr=true&container=")
                .append(encoded(where.container()));
        if (stdin != null) {
            path.append("&stdin=true");
        }
        command.forEach(word -> path.append("&command=").append(encoded(word)));
        ExecSocket socket = new ExecSocket(stdin, cap);
        String protocol = stdin == null ? "v4.channel.k8s.io" : "v5.channel.k8s.io";
        PodSocket.open(client, path.toString(), protocol, CONNECT_SECONDS, socket);
        return new PodExec(where, socket);
    }

    /**
     * How it ended; empty while it runs.
     *
     * @throws OperationException where it could not be started, as with a program that the image does not have
     * @throws TransientException where the connection was refused for a reason that may pass, or broke: the command may have
     *     run then
     */
    public Optional<ExecOutcome> look() throws OperationException, TransientException {
        return socket.outcome(where.subject());
    }

    /**
     * Waits for its end. For threads that may wait; operations use {@link #look}.
     *
     * @throws TransientException where it has not ended in time; it may still be running
     */
    public ExecOutcome await(Duration most) throws OperationException, TransientException {
        try {
            socket.ended().get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TransientException(
                    "the command in " + where.subject() + " has not ended within " + most.toSeconds() + " seconds", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new OperationException("exec in " + where.subject() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientException("interrupted while a command runs in " + where.subject(), e);
        }
        return look().orElseThrow();
    }

    /** What it has written so far, standard output alone. */
    public String output() {
        return socket.stdout();
    }

    /** Closes the connection. The command itself goes on until it notices: Kubernetes has no call that ends it. */
    @Override
    public void close() {
        socket.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
