package io.jenkins.plugins.aks.sandbox.keyvault;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.PSSSigner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Signs and verifies digests as vaults do: RS, PS and ES with 256, 384 and 512 bits; elliptic ones as raw r and s. */
final class KeySigning {
    /** What stands before a digest in a signature by PKCS #1 (RFC 8017, section 9.2). */
    private static final Map<Integer, String> PREFIXES = Map.of(
            32, "3031300d060960864801650304020105000420",
            48, "3041300d060960864801650304020205000430",
            64, "3051300d060960864801650304020305000440");

    private KeySigning() {}

    /** @throws VaultRefusal 400 for an algorithm that is none, or not of this kind of key, or another length */
    static void check(String algorithm, String keyType, int keySize, byte[] digest) {
        if (!algorithm.matches("(RS|PS|ES)(256|384|512)")) {
            throw VaultRefusal.badParameter("Property 'alg' has invalid value '" + algorithm + "'");
        }
        boolean elliptic = algorithm.startsWith("ES");
        int curve = algorithm.equals("ES512") ? 521 : Integer.parseInt(algorithm.substring(2));
        if (elliptic != keyType.equals("EC") || elliptic && keySize != curve) {
            throw VaultRefusal.badParameter("Key and signing algorithm are incompatible. Key is "
                    + (keyType.equals("EC") ? "of type EC with curve P-" + keySize : "of type RSA") + ", algorithm is "
                    + algorithm);
        }
        int length = length(algorithm);
        if (digest.length != length) {
            throw VaultRefusal.badParameter("Invalid length of 'value': " + digest.length + " bytes. " + algorithm
                    + " requires " + length + " bytes, encoded with base64url.");
        }
    }

    private static int length(String algorithm) {
        return Integer.parseInt(algorithm.substring(2)) / 8;
    }

    static byte[] sign(PrivateKey key, String algorithm, byte[] digest) {
        try {
            return switch (algorithm.substring(0, 2)) {
                case "RS" -> {
                    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                    cipher.init(Cipher.ENCRYPT_MODE, key);
                    yield cipher.doFinal(prefixed(digest));
                }
                case "PS" -> {
                    PSSSigner signer = pss(algorithm);
                    signer.init(true, new ParametersWithRandom(PrivateKeyFactory.createKey(key.getEncoded())));
                    signer.update(digest, 0, digest.length);
                    yield signer.generateSignature();
                }
                default -> {
                    Signature signature = Signature.getInstance("NONEwithECDSAinP1363Format");
                    signature.initSign(key);
                    signature.update(digest);
                    yield signature.sign();
                }
            };
        } catch (GeneralSecurityException | CryptoException | java.io.IOException e) {
            throw new IllegalStateException("cannot sign with " + algorithm, e);
        }
    }

    static boolean verify(PublicKey key, String algorithm, byte[] digest, byte[] signature) {
        try {
            return switch (algorithm.substring(0, 2)) {
                case "RS" -> {
                    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
                    cipher.init(Cipher.DECRYPT_MODE, key);
                    yield Arrays.equals(cipher.doFinal(signature), prefixed(digest));
                }
                case "PS" -> {
                    PSSSigner signer = pss(algorithm);
                    CipherParameters parameters = PublicKeyFactory.createKey(key.getEncoded());
                    signer.init(false, parameters);
                    signer.update(digest, 0, digest.length);
                    yield signer.verifySignature(signature);
                }
                default -> {
                    Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
                    verifier.initVerify(key);
                    verifier.update(digest);
                    yield verifier.verify(signature);
                }
            };
        } catch (GeneralSecurityException | java.io.IOException e) {
            return false;
        }
    }

    private static byte[] prefixed(byte[] digest) {
        byte[] prefix = HexFormat.of().parseHex(PREFIXES.get(digest.length));
        byte[] all = Arrays.copyOf(prefix, prefix.length + digest.length);
        System.arraycopy(digest, 0, all, prefix.length, digest.length);
        return all;
    }

    private static PSSSigner pss(String algorithm) {
        return PSSSigner.createRawSigner(
                new RSABlindedEngine(), digest(algorithm), digest(algorithm), length(algorithm), (byte) 0xbc);
    }

    private static Digest digest(String algorithm) {
        return switch (length(algorithm)) {
            case 32 -> new SHA256Digest();
            case 48 -> new SHA384Digest();
            default -> new SHA512Digest();
        };
    }
}
