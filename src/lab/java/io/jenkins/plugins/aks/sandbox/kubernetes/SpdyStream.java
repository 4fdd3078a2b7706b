package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** One stream of a SPDY connection: what the client writes to it can be read, and the other way round. */
final class SpdyStream extends OutputStream {
    private static final int LARGEST = 32 << 10;

    private final SpdyConnection connection;
    private final int id;
    private final Map<String, String> headers;
    private final MessageStream input = new MessageStream();

    SpdyStream(SpdyConnection connection, int id, Map<String, String> headers) {
        this.connection = connection;
        this.id = id;
        this.headers = headers;
    }

    /** @param name in lower case */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    MessageStream input() {
        return input;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        for (int at = 0; at < length; at += LARGEST) {
            connection.data(id, false, data, offset + at, Math.min(LARGEST, length - at));
        }
    }

    /** No more will be written. */
    @Override
    public void close() throws IOException {
        connection.data(id, true, new byte[0], 0, 0);
    }
}
