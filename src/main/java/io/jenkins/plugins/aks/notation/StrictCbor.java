package io.jenkins.plugins.aks.notation;

import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;

/** Refuses what the CBOR library would let pass: indefinite lengths and deep nesting. Duplicate keys it refuses itself. */
final class StrictCbor {
    private static final int MAX_DEPTH = 16;

    private final byte[] bytes;

    private StrictCbor(byte[] bytes) {
        this.bytes = bytes;
    }

    static CBORObject read(byte[] bytes) throws NotationException {
        if (new StrictCbor(bytes).end(0, 0) != bytes.length) {
            throw new NotationException("malformed CBOR: bytes after its end");
        }
        try {
            return CBORObject.DecodeFromBytes(bytes);
        } catch (CBORException | IllegalArgumentException e) {
            throw new NotationException("malformed CBOR: " + e.getMessage(), e);
        }
    }

    /** Where the item that begins at a place ends. */
    private int end(int start, int depth) throws NotationException {
        if (depth > MAX_DEPTH) {
            throw new NotationException("malformed CBOR: nested deeper than " + MAX_DEPTH);
        }
        int head = at(start);
        int info = head & 31;
        if (info > 27) {
            throw new NotationException("malformed CBOR: a length that is not definite");
        }
        int width = info < 24 ? 0 : 1 << (info - 24);
        long value = info < 24 ? info : number(start + 1, width);
        int next = start + 1 + width;
        return switch (head >> 5) {
            case 2, 3 -> skip(next, value);
            case 4 -> items(next, value, depth);
            case 5 -> items(next, 2 * value, depth);
            case 6 -> end(next, depth + 1);
            default -> next;
        };
    }

    private int items(int start, long count, int depth) throws NotationException {
        int at = start;
        for (long i = 0; i < count; i++) {
            at = end(at, depth + 1);
        }
        return at;
    }

    private int skip(int start, long length) throws NotationException {
        if (length < 0 || length > bytes.length - start) {
            throw new NotationException("malformed CBOR: it ends early");
        }
        return start + (int) length;
    }

    private long number(int start, int width) throws NotationException {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | at(start + i);
        }
        return value;
    }

    private int at(int place) throws NotationException {
        if (place >= bytes.length) {
            throw new NotationException("malformed CBOR: it ends early");
        }
        return bytes[place] & 0xff;
    }
}
