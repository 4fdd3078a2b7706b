package io.jenkins.plugins.aks.sandbox.kubernetes;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A WebSocket whose messages are the bytes of another protocol. */
final class TunnelSocket extends AbstractReceiveListener {
    private final WebSocketChannel socket;
    private final MessageStream input = new MessageStream();

    TunnelSocket(WebSocketChannel socket) {
        this.socket = socket;
        socket.getReceiveSetter().set(this);
        socket.addCloseTask(closed -> input.end());
        socket.resumeReceives();
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
                WebSockets.sendBinaryBlocking(ByteBuffer.wrap(data.clone(), offset, length), socket);
            }
        };
    }

    @Override
    protected void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        var pooled = message.getData();
        try {
            ByteBuffer whole = WebSockets.mergeBuffers(pooled.getResource());
            byte[] bytes = new byte[whole.remaining()];
            whole.get(bytes);
            input.offer(bytes);
        } finally {
            pooled.free();
        }
    }

    @Override
    protected void onCloseMessage(CloseMessage message, WebSocketChannel channel) {
        input.end();
    }

    @Override
    protected void onError(WebSocketChannel channel, Throwable error) {
        input.end();
        super.onError(channel, error);
    }
}
