package io.jenkins.plugins.aks.sandbox.mysql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import java.util.zip.CRC32;

/** MySQL's functions that the engine does not have, or has with another result each time. Public for the engine. */
public final class Functions {
    private static final ThreadLocal<Moment> MOMENT = ThreadLocal.withInitial(() -> new Moment(Instant.EPOCH));
    static final String[] NAMES = {"NOW", "UUID", "RAND", "MD5", "SHA1", "SHA2", "CRC32", "HEX"};

    private Functions() {}

    /** When a statement runs, and what it draws by chance, the same each time that it is run again. */
    private static final class Moment {
        private final Instant instant;
        private final Random random;

        Moment(Instant instant) {
            this.instant = instant;
            this.random = new Random(instant.getEpochSecond() * 1_000_000_000L + instant.getNano());
        }
    }

    static void at(Instant instant) {
        MOMENT.set(new Moment(instant));
    }

    public static LocalDateTime now() {
        return now(0);
    }

    public static LocalDateTime now(int digits) {
        Instant now = MOMENT.get().instant;
        long unit = (long) Math.pow(10, 9 - Math.min(6, Math.max(0, digits)));
        return LocalDateTime.ofEpochSecond(now.getEpochSecond(), (int) (now.getNano() / unit * unit), ZoneOffset.UTC);
    }

    public static String uuid() {
        byte[] bytes = new byte[16];
        MOMENT.get().random.nextBytes(bytes);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    public static double rand() {
        return MOMENT.get().random.nextDouble();
    }

    public static String md5(String text) {
        return digest("MD5", text);
    }

    public static String sha1(String text) {
        return digest("SHA-1", text);
    }

    public static String sha2(String text, int bits) {
        return digest("SHA-" + (bits == 0 ? 256 : bits), text);
    }

    public static Long crc32(String text) {
        if (text == null) {
            return null;
        }
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    public static String hex(String text) {
        return text == null ? null : HexFormat.of().withUpperCase().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    static String digest(String algorithm, String text) {
        if (text == null) {
            return null;
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            return null;
        }
    }
}
