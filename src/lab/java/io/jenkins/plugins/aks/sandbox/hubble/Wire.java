package io.jenkins.plugins.aks.sandbox.hubble;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A protobuf message as a list of fields. */
final class Wire {
    private final ByteBuffer bytes;

    private Wire(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /**
     * A field of a message.
     *
     * @param value of a number; for others the length
     * @param data of a text or a message; empty for a number
     */
    record Field(int number, long value, byte[] data) {
        String text() {
            return new String(data, StandardCharsets.UTF_8);
        }

        List<Field> message() {
            return Wire.read(data);
        }

        /** Repeated numbers, in one piece or one of several. */
        List<Long> numbers() {
            if (data.length == 0) {
                return List.of(value);
            }
            Wire wire = new Wire(data);
            List<Long> numbers = new ArrayList<>();
            while (wire.bytes.hasRemaining()) {
                numbers.add(wire.varint());
            }
            return numbers;
        }
    }

    /** @throws IllegalArgumentException for what is no message */
    static List<Field> read(byte[] message) {
        try {
            return new Wire(message).fields();
        } catch (RuntimeException broken) {
            throw new IllegalArgumentException("not a protobuf message: " + broken, broken);
        }
    }

    private List<Field> fields() {
        List<Field> fields = new ArrayList<>();
        while (bytes.hasRemaining()) {
            int tag = (int) varint();
            int number = tag >>> 3;
            switch (tag & 7) {
                case 0 -> fields.add(new Field(number, varint(), new byte[0]));
                case 2 -> {
                    byte[] data = new byte[(int) varint()];
                    bytes.get(data);
                    fields.add(new Field(number, data.length, data));
                }
                default -> throw new IllegalArgumentException("wire type " + (tag & 7));
            }
        }
        return fields;
    }

    private long varint() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes.get();
            value |= (long) (next & 127) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
