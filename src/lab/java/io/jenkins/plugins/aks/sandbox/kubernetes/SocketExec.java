package io.jenkins.plugins.aks.sandbox.kubernetes;

import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Exec over a WebSocket: channels 0 to 2 are the standard streams, 3 the status; 255 closes one, in version 5 only. */
final class SocketExec extends ChannelSocket implements ExecPeer {
    private static final int STATUS = 3;
    private static final int CLOSES = 255;

    private final MessageStream stdin = new MessageStream();

    SocketExec(WebSocketChannel socket) {
        super(socket);
        open();
    }

    @Override
    void received(int channel, byte[] data) {
        if (channel == 0) {
            stdin.offer(data);
        } else if (channel == CLOSES && data.length == 1 && data[0] == 0) {
            stdin.end();
        }
    }

    @Override
    void gone() {
        stdin.end();
    }

    @Override
    public InputStream stdin() {
        return stdin;
    }

    @Override
    public OutputStream output(boolean error) {
        return output(error ? 2 : 1);
    }

    @Override
    public void end(byte[] status) throws IOException {
        send(STATUS, status, 0, status.length);
        close();
    }
}
