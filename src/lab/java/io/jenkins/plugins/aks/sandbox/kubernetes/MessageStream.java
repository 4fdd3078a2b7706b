package io.jenkins.plugins.aks.sandbox.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What comes in messages, as a stream: one side offers, the other reads and waits. */
final class MessageStream extends InputStream {
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private byte[] current = new byte[0];
    private int at;
    private boolean ended;

    void offer(byte[] message) {
        if (message.length > 0) {
            messages.add(message);
        }
    }

    /** No more will come. */
    void end() {
        messages.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == current.length && !ended) {
            take();
        }
        if (at == current.length) {
            return -1;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, into, offset, count);
        at += count;
        return count;
    }

    private void take() throws IOException {
        try {
            current = messages.take();
            at = 0;
            ended = current == END;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
