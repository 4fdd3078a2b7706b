package io.jenkins.plugins.aks.sandbox.template;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/** Names that are made of others, always the same of the same. */
final class Names {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 13;
    /** The name space of the service's own {@code guid} function. */
    private static final UUID SPACE = UUID.fromString("11fb06fb-712d-4ddd-98c7-e71bbd588830");

    private Names() {}

    /** 13 lower-case letters and digits; another hash than the service's, which is not published. */
    static String uniqueString(List<String> of) {
        long hash = ByteBuffer.wrap(hash("SHA-256", String.join("-", of).getBytes(StandardCharsets.UTF_8)))
                .getLong();
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            name.append(LETTERS.charAt((int) (hash & 31)));
            hash >>>= 5;
        }
        return name.toString();
    }

    /** A UUID of version 5. */
    static String guid(List<String> of) {
        byte[] name = String.join("-", of).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(16 + name.length)
                .putLong(SPACE.getMostSignificantBits())
                .putLong(SPACE.getLeastSignificantBits())
                .put(name);
        ByteBuffer hash = ByteBuffer.wrap(hash("SHA-1", bytes.array()));
        long high = hash.getLong() & 0xffffffffffff0fffL | 0x5000L;
        long low = hash.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static byte[] hash(String algorithm, byte[] of) {
        try {
            return MessageDigest.getInstance(algorithm).digest(of);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
