package io.jenkins.plugins.aks.notation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Deterministic CBOR (RFC 8949, 4.2.1): shortest heads, definite lengths, map keys in the order of their bytes. */
final class CborWriter {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;

    private CborWriter() {}

    static byte[] integer(long value) {
        return value < 0 ? head(NEGATIVE, -1 - value) : head(UNSIGNED, value);
    }

    static byte[] bytes(byte[] value) {
        return join(head(BYTES, value.length), value);
    }

    static byte[] text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return join(head(TEXT, utf8.length), utf8);
    }

    static byte[] array(byte[]... items) {
        return join(head(ARRAY, items.length), join(items));
    }

    static byte[] tag(int tag, byte[] value) {
        return join(head(TAG, tag), value);
    }

    /** For the encoded keys and values of a map. */
    static Map<byte[], byte[]> entries() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    /** @param sorted of {@link #entries} */
    static byte[] map(Map<byte[], byte[]> sorted) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(MAP, sorted.size()));
        sorted.forEach((key, value) -> out.writeBytes(join(key, value)));
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] head(int major, long value) {
        if (value < 24) {
            return new byte[] {(byte) (major << 5 | value)};
        }
        int log = value < 1L << 8 ? 0 : value < 1L << 16 ? 1 : value < 1L << 32 ? 2 : 3;
        byte[] head = new byte[1 + (1 << log)];
        head[0] = (byte) (major << 5 | 24 + log);
        for (int i = head.length - 1, shift = 0; i > 0; i--, shift += 8) {
            head[i] = (byte) (value >> shift);
        }
        return head;
    }
}
