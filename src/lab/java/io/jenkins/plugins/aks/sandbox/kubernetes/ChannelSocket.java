package io.jenkins.plugins.aks.sandbox.kubernetes;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** A WebSocket whose messages begin with the number of a channel. */
abstract class ChannelSocket extends AbstractReceiveListener {
    private static final int LARGEST_FRAME = 32 << 10;

    private final WebSocketChannel socket;

    ChannelSocket(WebSocketChannel socket) {
        this.socket = socket;
    }

    final void open() {
        socket.getReceiveSetter().set(this);
        socket.addCloseTask(closed -> gone());
        socket.resumeReceives();
    }

    /** A message came on a channel. */
    abstract void received(int channel, byte[] data);

    /** The client closed, or its connection broke. */
    abstract void gone();

    public final boolean isOpen() {
        return socket.isOpen() && !socket.isCloseFrameReceived();
    }

    final synchronized void send(int channel, byte[] data, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += LARGEST_FRAME) {
            int size = Math.min(LARGEST_FRAME, length - at);
            ByteBuffer frame = ByteBuffer.allocate(size + 1);
            frame.put((byte) channel).put(data, offset + at, size).flip();
            WebSockets.sendBinaryBlocking(frame, socket);
        }
    }

    final void close() throws IOException {
        if (socket.isOpen()) {
            WebSockets.sendCloseBlocking(CloseMessage.NORMAL_CLOSURE, "", socket);
        }
    }

    final OutputStream output(int channel) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
                send(channel, data, offset, length);
            }
        };
    }

    @Override
    protected final void onFullBinaryMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
        var pooled = message.getData();
        try {
            ByteBuffer whole = WebSockets.mergeBuffers(pooled.getResource());
            byte[] bytes = new byte[whole.remaining()];
            whole.get(bytes);
            if (bytes.length > 0) {
                received(bytes[0] & 0xff, java.util.Arrays.copyOfRange(bytes, 1, bytes.length));
            }
        } finally {
            pooled.free();
        }
    }

    @Override
    protected final void onCloseMessage(CloseMessage message, WebSocketChannel channel) {
        gone();
    }

    @Override
    protected final void onError(WebSocketChannel channel, Throwable error) {
        gone();
        super.onError(channel, error);
    }
}
