package io.jenkins.plugins.aks.network;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Writes the few shapes of protobuf messages that requests for flows have. */
final class ProtoWriter {
    private static final int BYTES = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] bytes() {
        return out.toByteArray();
    }

    ProtoWriter number(int field, long value) {
        // The wire type of numbers is 0.
        varint((long) field << 3);
        varint(value);
        return this;
    }

    ProtoWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtoWriter message(int field, ProtoWriter value) {
        return bytes(field, value.bytes());
    }

    /** Repeated numbers in one piece; nothing where there are none. */
    ProtoWriter packed(int field, List<Integer> values) {
        if (values.isEmpty()) {
            return this;
        }
        ProtoWriter all = new ProtoWriter();
        values.forEach(all::varint);
        return message(field, all);
    }

    /** A {@code google.protobuf.Timestamp}. */
    ProtoWriter time(int field, Instant time) {
        return message(field, new ProtoWriter().number(1, time.getEpochSecond()).number(2, time.getNano()));
    }

    private ProtoWriter bytes(int field, byte[] value) {
        varint((long) field << 3 | BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
