package io.jenkins.plugins.aks.sandbox.keyvault;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** Reads the private JSON web key of an import. */
final class KeyImport {
    private KeyImport() {}

    static KeyPair read(JsonNode jwk) {
        try {
            return switch (jwk.path("kty").asText()) {
                case "RSA", "RSA-HSM" -> rsa(jwk);
                case "EC", "EC-HSM" -> elliptic(jwk);
                default -> throw VaultRefusal.badParameter("Property key.kty has an invalid value");
            };
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw VaultRefusal.badParameter("The key cannot be imported: " + e.getMessage());
        }
    }

    private static KeyPair rsa(JsonNode jwk) throws GeneralSecurityException {
        KeyFactory factory = KeyFactory.getInstance("RSA");
        BigInteger n = number(jwk, "n");
        BigInteger e = number(jwk, "e");
        return new KeyPair(
                factory.generatePublic(new RSAPublicKeySpec(n, e)),
                factory.generatePrivate(new RSAPrivateCrtKeySpec(
                        n,
                        e,
                        number(jwk, "d"),
                        number(jwk, "p"),
                        number(jwk, "q"),
                        number(jwk, "dp"),
                        number(jwk, "dq"),
                        number(jwk, "qi"))));
    }

    private static KeyPair elliptic(JsonNode jwk) throws GeneralSecurityException {
        String curve =
                switch (jwk.path("crv").asText()) {
                    case "P-256" -> "secp256r1";
                    case "P-384" -> "secp384r1";
                    case "P-521" -> "secp521r1";
                    default -> throw new IllegalArgumentException("crv must be P-256, P-384 or P-521");
                };
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(curve));
        ECParameterSpec spec = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory factory = KeyFactory.getInstance("EC");
        return new KeyPair(
                factory.generatePublic(new ECPublicKeySpec(new ECPoint(number(jwk, "x"), number(jwk, "y")), spec)),
                factory.generatePrivate(new ECPrivateKeySpec(number(jwk, "d"), spec)));
    }

    private static BigInteger number(JsonNode jwk, String name) {
        if (jwk.path(name).asText().isEmpty()) {
            throw new IllegalArgumentException("the field " + name + " is missing");
        }
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.path(name).asText()));
    }
}
