package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.streams.ChannelOutputStream;

/** An upgraded connection as two streams. It is read on its own I/O thread and written by whoever has something to say. */
final class RawConnection {
    private final StreamConnection connection;
    private final MessageStream input = new MessageStream();

    RawConnection(StreamConnection connection) {
        this.connection = connection;
        connection.getSourceChannel().setReadListener(this::read);
        connection.getSourceChannel().resumeReads();
    }

    private void read(StreamSourceChannel source) {
        ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
        try {
            int count = source.read(buffer);
            while (count > 0) {
                byte[] bytes = new byte[buffer.flip().remaining()];
                buffer.get(bytes).clear();
                input.offer(bytes);
                count = source.read(buffer);
            }
            if (count < 0) {
                input.end();
                source.suspendReads();
            }
        } catch (IOException e) {
            input.end();
            close();
        }
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return new ChannelOutputStream(connection.getSinkChannel());
    }

    void close() {
        IoUtils.safeClose(connection);
    }
}
