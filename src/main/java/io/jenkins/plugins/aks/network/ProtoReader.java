package io.jenkins.plugins.aks.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Reads a protobuf message field by field; a field that nobody asks for is skipped, whatever it is. */
final class ProtoReader {
    private static final int VARINT = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;
    private static final int FOUR_BYTES = 5;

    private final byte[] data;
    private final int end;
    private int at;
    private int field;
    private long number;
    private int length;

    ProtoReader(byte[] data) {
        this(data, 0, data.length);
    }

    private ProtoReader(byte[] data, int from, int end) {
        this.data = data;
        this.at = from;
        this.end = end;
    }

    /** Goes to the next field; false at the end. */
    boolean next() throws IOException {
        if (at >= end) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        length = 0;
        switch ((int) (tag & 7)) {
            case VARINT -> number = varint();
            case EIGHT_BYTES -> skip(8);
            case BYTES -> skip(varint());
            case FOUR_BYTES -> skip(4);
            default -> throw new IOException("a message of Hubble Relay has an unknown wire type in field " + field);
        }
        return true;
    }

    int field() {
        return field;
    }

    long number() {
        return number;
    }

    boolean isTrue() {
        return number != 0;
    }

    String text() {
        return new String(data, at - length, length, StandardCharsets.UTF_8);
    }

    ProtoReader message() {
        return new ProtoReader(data, at - length, at);
    }

    /** A {@code google.protobuf.Timestamp}. */
    Instant time() throws IOException {
        ProtoReader time = message();
        long seconds = 0;
        long nanos = 0;
        while (time.next()) {
            if (time.field == 1) {
                seconds = time.number;
            } else if (time.field == 2) {
                nanos = time.number;
            }
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private void skip(long count) throws IOException {
        if (count < 0 || count > end - at) {
            throw new IOException("a message of Hubble Relay ends in the middle of field " + field);
        }
        length = (int) count;
        at += length;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw new IOException("a message of Hubble Relay ends in the middle of a number");
            }
            byte next = data[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a message of Hubble Relay has a number of more than 64 bits");
    }
}
