package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** Key pairs, made once for each name. */
public final class TestKeys {
    private static final Map<String, KeyPair> MADE = new ConcurrentHashMap<>();
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);

    private TestKeys() {}

    public static KeyPair of(KeyKind kind) {
        return of(kind, "");
    }

    /** @param name tells keys of one kind apart; for elliptic curves only */
    public static KeyPair of(KeyKind kind, String name) {
        return MADE.computeIfAbsent(
                kind + name, any -> kind.isRsa() ? rsa(kind.bits()) : curve("secp" + kind.bits() + "r1"));
    }

    /** Of a size that no key kind has. */
    public static KeyPair rsa1024() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair curve(String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(name));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static KeyPair rsa(int bits) {
        Properties primes = new Properties();
        try (InputStream in = TestKeys.class.getResourceAsStream("rsa-primes.properties")) {
            primes.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rsa(
                new BigInteger(primes.getProperty(bits + ".p"), 16),
                new BigInteger(primes.getProperty(bits + ".q"), 16));
    }

    private static KeyPair rsa(BigInteger p, BigInteger q) {
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger modulus = p.multiply(q);
        BigInteger d = EXPONENT.modInverse(p1.multiply(q1));
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)),
                    factory.generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus, EXPONENT, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
