package io.jenkins.plugins.aks.supplychain;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on up to a number of bytes, and fails at the first one more. */
final class CappedFile extends OutputStream {
    private final OutputStream out;
    private final long most;
    private long written;

    CappedFile(OutputStream out, long most) {
        this.out = out;
        this.most = most;
    }

    long written() {
        return written;
    }

    boolean isTooLong() {
        return written > most;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        written += length;
        if (isTooLong()) {
            throw new IOException("more than " + most + " bytes");
        }
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
