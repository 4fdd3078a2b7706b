package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** Keys as vaults keep and show them: real RSA and elliptic ones. */
final class KeyMaterial {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final Set<Integer> SIZES = Set.of(2048, 3072, 4096);

    private KeyMaterial() {}

    /** @param properties {@code kty}, {@code key_size}, {@code crv} as a request has them */
    static KeyPair generate(JsonNode properties) {
        String type = properties.path("kty").asText();
        try {
            if (type.equals("RSA") || type.equals("RSA-HSM")) {
                int size = properties.path("key_size").asInt(2048);
                if (!SIZES.contains(size)) {
                    throw VaultRefusal.badParameter(
                            "Property key_size has invalid value " + size + ": it must be 2048, 3072 or 4096.");
                }
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(size);
                return generator.generateKeyPair();
            }
            if (type.equals("EC") || type.equals("EC-HSM")) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(
                        new ECGenParameterSpec(javaCurve(properties.path("crv").asText("P-256"))));
                return generator.generateKeyPair();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has RSA and the curves of NIST", e);
        }
        throw VaultRefusal.badParameter("Property kty has invalid value '" + type + "': it must be RSA or EC.");
    }

    private static String javaCurve(String curve) {
        return switch (curve) {
            case "P-256" -> "secp256r1";
            case "P-384" -> "secp384r1";
            case "P-521" -> "secp521r1";
            default -> throw VaultRefusal.badParameter(
                    "Property crv has invalid value '" + curve + "': it must be P-256, P-384 or P-521.");
        };
    }

    static String curve(ECPublicKey key) {
        return "P-" + key.getParams().getCurve().getField().getFieldSize();
    }

    /** Bits of an RSA key, or of an elliptic key's field. */
    static int size(PublicKey key) {
        return key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : ((ECPublicKey) key).getParams().getCurve().getField().getFieldSize();
    }

    /** The public key as a JSON web key. */
    static ObjectNode jwk(PublicKey key) {
        ObjectNode jwk = Json.object();
        if (key instanceof RSAPublicKey rsa) {
            return jwk.put("kty", "RSA")
                    .put("n", URL.encodeToString(unsigned(rsa.getModulus(), 0)))
                    .put("e", URL.encodeToString(unsigned(rsa.getPublicExponent(), 0)));
        }
        ECPublicKey elliptic = (ECPublicKey) key;
        int length = (size(key) + 7) / 8;
        return jwk.put("kty", "EC")
                .put("crv", curve(elliptic))
                .put("x", URL.encodeToString(unsigned(elliptic.getW().getAffineX(), length)))
                .put("y", URL.encodeToString(unsigned(elliptic.getW().getAffineY(), length)));
    }

    /** @param length zero for as short as it can be */
    static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] bare = bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        if (bare.length >= length) {
            return bare;
        }
        byte[] padded = new byte[length];
        System.arraycopy(bare, 0, padded, length - bare.length, bare.length);
        return padded;
    }

    /** What is sealed of a key. */
    static String text(PrivateKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    static String text(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    static PrivateKey privateKey(String text, String type) {
        try {
            return KeyFactory.getInstance(type)
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of the sandbox's vaults cannot be read", e);
        }
    }

    static PublicKey publicKey(String text, String type) {
        try {
            return KeyFactory.getInstance(type)
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of the sandbox's vaults cannot be read", e);
        }
    }
}
