package io.jenkins.plugins.aks.operation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Takes the body of an answer up to a number of bytes, and fails at the first one more. */
public final class CappedBody implements WritableByteChannel {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;
    private boolean tooLong;

    /** @param most bytes */
    public CappedBody(int most) {
        this.most = most;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int length = source.remaining();
        tooLong |= length > most - bytes.size();
        if (tooLong) {
            throw new IOException("more than " + most + " bytes");
        }
        byte[] part = new byte[length];
        source.get(part);
        bytes.write(part, 0, length);
        return length;
    }

    public boolean isTooLong() {
        return tooLong;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public boolean isOpen() {
        return !tooLong;
    }

    @Override
    public void close() {
        // Nothing is held open.
    }
}
