package io.jenkins.plugins.aks.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Digests as registries write them: {@code sha256:<64 hex>}. */
public final class Digests {
    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern SHA512 = Pattern.compile("sha512:[0-9a-f]{128}");

    private Digests() {}

    public static String sha256(byte[] bytes) {
        return of("sha256", "SHA-256", bytes);
    }

    /** True for a digest by an algorithm that is checked here: sha256 or sha512, in lower case. */
    public static boolean isValid(String text) {
        return SHA256.matcher(text).matches() || SHA512.matcher(text).matches();
    }

    /** @param digest a valid one */
    public static boolean matches(String digest, byte[] bytes) {
        return digest.equals(sameAlgorithm(digest, bytes).orElse(""));
    }

    private static Optional<String> sameAlgorithm(String digest, byte[] bytes) {
        if (digest.startsWith("sha256:")) {
            return Optional.of(sha256(bytes));
        }
        return digest.startsWith("sha512:") ? Optional.of(of("sha512", "SHA-512", bytes)) : Optional.empty();
    }

    private static String of(String name, String algorithm, byte[] bytes) {
        try {
            return name + ":"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
