package io.jenkins.plugins.aks.sandbox.hubble;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Builds a protobuf message; as proto3 wants it, zeros and empty texts are left out. */
final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
        if (value != 0) {
            raw((long) field << 3);
            raw(value);
        }
        return this;
    }

    Message text(int field, String value) {
        return value.isEmpty() ? this : data(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** One of a repeated field, or one that is set though it is empty. */
    Message message(int field, Message value) {
        return data(field, value.build());
    }

    Message time(int field, Instant time) {
        return message(field, new Message().number(1, time.getEpochSecond()).number(2, time.getNano()));
    }

    byte[] build() {
        return out.toByteArray();
    }

    private Message data(int field, byte[] value) {
        raw((long) field << 3 | 2);
        raw(value.length);
        out.writeBytes(value);
        return this;
    }

    private void raw(long value) {
        long rest = value;
        for (; rest > 127 || rest < 0; rest >>>= 7) {
            out.write((int) (rest | 128) & 255);
        }
        out.write((int) rest);
    }
}
