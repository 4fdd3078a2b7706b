package io.jenkins.plugins.aks.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Text that comes in pieces, up to a number of bytes. */
final class CappedText {
    private final int most;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean truncated;

    CappedText(int most) {
        this.most = most;
    }

    synchronized void add(ByteBuffer piece) {
        int length = Math.min(piece.remaining(), most - bytes.size());
        truncated |= length < piece.remaining();
        byte[] kept = new byte[length];
        piece.get(kept);
        bytes.write(kept, 0, length);
    }

    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean truncated() {
        return truncated;
    }
}
