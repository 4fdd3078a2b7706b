package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Signs and verifies the access tokens of the simulated Entra: JWTs with RS256, one key per state directory. */
public final class Tokens {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;
    private final SandboxClock clock;

    private Tokens(KeyPair keys, SandboxClock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    static Tokens open(Path directory, SandboxClock clock) {
        Path file = directory.resolve("token-key.pem");
        if (!Files.exists(file)) {
            Pem.writeSecret(file, Pem.text(rsaKey().getPrivate()));
        }
        return new Tokens(Pem.keyPair(Pem.read(file)), clock);
    }

    public static KeyPair rsaKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has RSA", e);
        }
    }

    public String sign(ObjectNode claims) {
        ObjectNode header = Json.object().put("typ", "JWT").put("alg", "RS256").put("kid", keyId());
        String content = encode(Json.text(header)) + "." + encode(Json.text(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + ENCODER.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a token", e);
        }
    }

    /** The claims, if the sandbox itself signed this; expiry and audience are not looked at. */
    public Optional<ObjectNode> signed(String token) {
        return verify(token, keys.getPublic());
    }

    /** The claims, if the sandbox signed this for one of the audiences and it has not expired. */
    public Optional<ObjectNode> valid(String token, String... audiences) {
        return signed(token)
                .filter(claims -> claims.path("exp").asLong() > clock.now().getEpochSecond())
                .filter(claims ->
                        Arrays.asList(audiences).contains(claims.path("aud").asText()));
    }

    /** The claims of a token, whoever signed it. */
    public static Optional<ObjectNode> unverified(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            return parts.length == 3 ? Optional.of(decode(parts[1])) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The claims of a token signed with RS256 or PS256 by the holder of {@code key}. */
    public static Optional<ObjectNode> verify(String token, PublicKey key) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Signature signature = verifier(decode(parts[0]).path("alg").asText());
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                return Optional.empty();
            }
            return Optional.of(decode(parts[1]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Signature verifier(String algorithm) throws GeneralSecurityException {
        if (algorithm.equals("PS256")) {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            return signature;
        }
        if (algorithm.equals("RS256")) {
            return Signature.getInstance("SHA256withRSA");
        }
        throw new IllegalArgumentException("algorithm " + algorithm + " is not accepted");
    }

    private static ObjectNode decode(String part) {
        return Json.parse(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String keyId() {
        return ENCODER.encodeToString(Ids.sha256(
                        ((RSAPublicKey) keys.getPublic()).getModulus().toString()))
                .substring(0, 27);
    }

    /** The JSON web key set of the discovery document. */
    public ObjectNode keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        ObjectNode set = Json.object();
        set.withArrayProperty("keys")
                .addObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", keyId())
                .put("n", ENCODER.encodeToString(unsigned(key.getModulus().toByteArray())))
                .put("e", ENCODER.encodeToString(key.getPublicExponent().toByteArray()));
        return set;
    }

    private static byte[] unsigned(byte[] bytes) {
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
