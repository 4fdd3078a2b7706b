package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One connection of a port-forward: bytes from a local socket to channel 0 of a WebSocket and back; channel 1 carries errors.
 * Each channel begins with two bytes that repeat the port. A side is read again once what it gave was passed on.
 */
final class ForwardedConnection implements WebSocket.Listener {
    private static final int BUFFER = 32 << 10;

    private final AsynchronousSocketChannel local;
    private final Consumer<Throwable> failure;
    private final Consumer<String> trouble;
    private final Consumer<ForwardedConnection> over;
    private final ByteBuffer incoming = ByteBuffer.allocate(BUFFER);
    private final int[] headers = {2, 2};
    private volatile WebSocket socket;
    private volatile boolean closed;

    ForwardedConnection(
            AsynchronousSocketChannel local,
            Consumer<Throwable> failure,
            Consumer<String> trouble,
            Consumer<ForwardedConnection> over) {
        this.local = local;
        this.failure = failure;
        this.trouble = trouble;
        this.over = over;
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        if (closed) {
            close();
            return;
        }
        opened.request();
        read();
    }

    private void read() {
        incoming.clear();
        local.read(incoming, null, new CompletionHandler<Integer, Void>() {
            @Override
            public void completed(Integer count, Void nothing) {
                if (count < 0) {
                    close();
                    return;
                }
                incoming.flip();
                ByteBuffer message = ByteBuffer.allocate(count + 1)
                        .put((byte) 0)
                        .put(incoming)
                        .flip();
                if (socket.send(message)) {
                    read();
                } else {
                    close();
                }
            }

            @Override
            public void failed(Throwable broken, Void nothing) {
                close();
            }
        });
    }

    @Override
    public void onMessage(WebSocket from, ByteBuffer message) {
        int channel = message.hasRemaining() ? message.get() : 0;
        if (channel < headers.length) {
            int skipped = Math.min(headers[channel], message.remaining());
            headers[channel] -= skipped;
            message.position(message.position() + skipped);
        }
        if (channel == 1 && message.hasRemaining()) {
            trouble.accept(StandardCharsets.UTF_8.decode(message).toString());
            close();
        } else if (channel == 0 && message.hasRemaining()) {
            ByteBuffer copy =
                    ByteBuffer.allocate(message.remaining()).put(message).flip();
            write(from, copy);
        } else {
            from.request();
        }
    }

    private void write(WebSocket from, ByteBuffer data) {
        local.write(data, null, new CompletionHandler<Integer, Void>() {
            @Override
            public void completed(Integer count, Void nothing) {
                if (data.hasRemaining()) {
                    write(from, data);
                } else {
                    from.request();
                }
            }

            @Override
            public void failed(Throwable broken, Void nothing) {
                close();
            }
        });
    }

    @Override
    public void onClose(WebSocket closing, int code, String reason) {
        closing.sendClose(code, reason);
        close();
    }

    @Override
    public void onError(WebSocket broken, Throwable cause) {
        failure.accept(cause);
        close();
    }

    void close() {
        closed = true;
        WebSocket open = socket;
        if (open != null) {
            open.sendClose(1000, "");
        }
        try {
            local.close();
        } catch (IOException e) {
            // Closed is closed.
        }
        over.accept(this);
    }
}
