package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The client's end of exec: each message begins with its channel, 0 to 2 for the standard streams, 3 for the status at the
 * end. Called by the client's own threads, one message at a time.
 */
final class ExecSocket implements WebSocket.Listener {
    private static final int NORMAL = 1000;
    private static final int STATUS = 3;
    private static final int PIECE = 32 << 10;
    private static final byte[] END_OF_INPUT = {(byte) 0xff, 0};

    private final String stdin;
    private final CappedText out;
    private final CappedText error;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private WebSocket socket;
    private JsonNode status;
    private Throwable failure;
    private boolean opened;
    private boolean closed;

    ExecSocket(String stdin, int cap) {
        this.stdin = stdin;
        this.out = new CappedText(cap);
        this.error = new CappedText(cap);
    }

    CompletableFuture<Void> ended() {
        return ended;
    }

    String stdout() {
        return out.text();
    }

    @Override
    public void onOpen(WebSocket opening) {
        synchronized (this) {
            socket = opening;
            opened = true;
            if (closed) {
                opening.sendClose(NORMAL, "");
                return;
            }
        }
        if (stdin != null) {
            byte[] bytes = stdin.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; at += PIECE) {
                byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + PIECE));
                opening.send(ByteBuffer.allocate(piece.length + 1)
                        .put((byte) 0)
                        .put(piece)
                        .flip());
            }
            opening.send(ByteBuffer.wrap(END_OF_INPUT));
        }
        opening.request();
    }

    @Override
    public void onMessage(WebSocket from, ByteBuffer message) {
        try {
            if (message.hasRemaining()) {
                take(message.get(), message);
            }
        } finally {
            from.request();
        }
    }

    private void take(int channel, ByteBuffer data) {
        if (channel == 1) {
            out.add(data);
        } else if (channel == 2) {
            error.add(data);
        } else if (channel == STATUS) {
            byte[] text = new byte[data.remaining()];
            data.get(text);
            try {
                JsonNode read = ApiCall.MAPPER.readTree(text);
                synchronized (this) {
                    status = read;
                }
                ended.complete(null);
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    @Override
    public void onClose(WebSocket closing, int code, String reason) {
        closing.sendClose(code, reason);
        fail(new IOException("closed with code " + code + (reason == null || reason.isEmpty() ? "" : ": " + reason)));
    }

    @Override
    public void onError(WebSocket broken, Throwable cause) {
        fail(cause);
    }

    private void fail(Throwable cause) {
        synchronized (this) {
            if (status == null && failure == null) {
                failure = cause;
            }
        }
        ended.complete(null);
    }

    void close() {
        fail(new IOException("it was closed here"));
        synchronized (this) {
            closed = true;
            if (socket != null) {
                socket.sendClose(NORMAL, "");
            }
        }
    }

    synchronized Optional<ExecOutcome> outcome(String subject) throws OperationException, TransientException {
        if (status != null) {
            return Optional.of(
                    new ExecOutcome(exitCode(subject), out.text(), error.text(), out.truncated() || error.truncated()));
        }
        if (failure == null) {
            return Optional.empty();
        }
        if (!opened && !closed) {
            throw refused(subject);
        }
        throw new OperationException(
                "exec in " + subject + ": the connection broke before the command ended (" + failure.getMessage()
                        + "). It may have run; what it did is not known. Check, and run it again if that does no harm.",
                failure);
    }

    private OperationException refused(String subject) throws TransientException {
        String doing = "exec in " + subject;
        if (failure instanceof KubernetesClientException e) {
            if (e.getCode() == 403) {
                return new OperationException(
                        doing
                                + " was refused with HTTP 403: the identity may not use pods/exec there. Give it a"
                                + " role with the verbs get and create on pods/exec.",
                        java.util.Map.of("status", "403", "code", "Forbidden"),
                        e);
            }
            return KubernetesErrors.of(doing, e);
        }
        return KubernetesErrors.of(doing, new KubernetesClientException(failure.getMessage(), failure));
    }

    private int exitCode(String subject) throws OperationException {
        if (status.path("status").asText().equals("Success")) {
            return 0;
        }
        for (JsonNode cause : status.at("/details/causes")) {
            if (cause.path("reason").asText().equals("ExitCode")) {
                return cause.path("message").asInt();
            }
        }
        throw new OperationException(
                "exec in " + subject + ": the command could not be started: "
                        + status.path("message").asText()
                        + ". Check that the image has this program; an image without a shell has none of the usual"
                        + " tools.",
                java.util.Map.of("code", PodExec.NOT_STARTED),
                null);
    }
}
