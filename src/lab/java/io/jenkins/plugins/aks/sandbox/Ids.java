package io.jenkins.plugins.aks.sandbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** Identifiers that depend on the seed and a name alone, so that two runs with one seed look alike. */
public final class Ids {
    private final long seed;

    public Ids(long seed) {
        this.seed = seed;
    }

    public String guid(String name) {
        ByteBuffer bytes = ByteBuffer.wrap(hash(name));
        long high = bytes.getLong() & 0xffffffffffff0fffL | 0x4000L;
        long low = bytes.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    public String hex(String name, int length) {
        return HexFormat.of().formatHex(hash(name)).substring(0, length);
    }

    /** A number from 0 (inclusive) to 1 (exclusive). */
    public double fraction(String name) {
        return (ByteBuffer.wrap(hash(name)).getLong() >>> 11) / (double) (1L << 53);
    }

    private byte[] hash(String name) {
        return sha256(seed + "\n" + name);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
