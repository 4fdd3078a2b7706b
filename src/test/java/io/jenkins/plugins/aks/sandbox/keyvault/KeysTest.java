package io.jenkins.plugins.aks.sandbox.keyvault;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.aks.sandbox.Answer;
import io.jenkins.plugins.aks.sandbox.Somebody;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest extends VaultAdminBase {
    private static final String CRYPTO_USER = "12338af0-0e69-4776-bea7-57ae8d297424";
    private static final byte[] TEXT = "signed".getBytes(StandardCharsets.UTF_8);

    private static String digest(String algorithm) throws Exception {
        return url64(MessageDigest.getInstance("SHA-" + algorithm.substring(2)).digest(TEXT));
    }

    private static String url64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static BigInteger number(Answer key, String field) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.text("/key/" + field)));
    }

    private static PublicKey publicKey(Answer key) throws Exception {
        if (key.text("/key/kty").equals("RSA")) {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
        }
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        String bits = key.text("/key/crv").substring(2);
        parameters.init(new ECGenParameterSpec("secp" + bits + "r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(number(key, "x"), number(key, "y")),
                        parameters.getParameterSpec(ECParameterSpec.class)));
    }

    private static boolean verifies(PublicKey key, String algorithm, byte[] signature) throws Exception {
        String bits = algorithm.substring(2);
        Signature verifier =
                switch (algorithm.substring(0, 2)) {
                    case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
                    case "PS" -> Signature.getInstance("RSASSA-PSS");
                    default -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
                };
        if (algorithm.startsWith("PS")) {
            verifier.setParameter(new PSSParameterSpec(
                    "SHA-" + bits, "MGF1", new MGF1ParameterSpec("SHA-" + bits), Integer.parseInt(bits) / 8, 1));
        }
        verifier.initVerify(key);
        verifier.update(TEXT);
        return verifier.verify(signature);
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, '', RS256",
        "RSA, '', RS384",
        "RSA, '', RS512",
        "RSA, '', PS256",
        "RSA, '', PS384",
        "RSA, '', PS512",
        "EC, P-256, ES256",
        "EC, P-384, ES384",
        "EC, P-521, ES512",
    })
    void signsWhatJavaVerifies(String type, String curve, String algorithm) throws Exception {
        String kind = "{'kty':'" + type + "'" + (curve.isEmpty() ? "" : ",'crv':'" + curve + "'") + "}";
        Answer key = send("POST", "/keys/one/create", kind);
        assertThat(key.status()).isEqualTo(200);
        String kid = key.text("/key/kid");
        String body = "{'alg':'" + algorithm + "','value':'" + digest(algorithm) + "'}";
        Answer signed = admin.vault("POST", kid + "/sign" + VERSION, body);
        assertThat(signed.text("/kid")).isEqualTo(kid);
        byte[] signature = Base64.getUrlDecoder().decode(signed.text("/value"));
        assertThat(verifies(publicKey(key), algorithm, signature)).isTrue();
        String check = "{'alg':'" + algorithm + "','digest':'" + digest(algorithm) + "','value':'";
        assertThat(send("POST", "/keys/one/verify", check + url64(signature) + "'}")
                        .at("/value")
                        .asBoolean())
                .isTrue();
        signature[3] ^= 1;
        assertThat(send("POST", "/keys/one/verify", check + url64(signature) + "'}")
                        .at("/value")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void refusesWhatDoesNotFit() throws Exception {
        send("POST", "/keys/one/create", "{'kty':'RSA'}");
        assertThat(send("POST", "/keys/one/sign", "{'alg':'ES256','value':'" + digest("ES256") + "'}")
                        .message())
                .contains("incompatible");
        assertThat(send("POST", "/keys/one/sign", "{'alg':'PS256','value':'AAAA'}")
                        .message())
                .contains("requires 32 bytes");
        assertThat(send("POST", "/keys/one/sign", "{'alg':'HS256','value':'AAAA'}")
                        .refusal())
                .isEqualTo("400 BadParameter");
        assertThat(send("POST", "/keys/one/create", "{'kty':'RSA','key_size':1024}")
                        .refusal())
                .isEqualTo("400 BadParameter");
        assertThat(send("POST", "/keys/one/create", "{'kty':'RSA','unknown':1}").refusal())
                .isEqualTo("400 BadParameter");
        assertThat(send("GET", "/keys/two", null).refusal()).isEqualTo("404 KeyNotFound");
    }

    @Test
    void aKeySignsOnlyWhereItMay() throws Exception {
        send("POST", "/keys/one/create", "{'kty':'RSA','key_ops':['verify']}");
        String body = "{'alg':'PS256','value':'" + digest("PS256") + "'}";
        assertThat(send("POST", "/keys/one/sign", body).text("/error/innererror/code"))
                .isEqualTo("KeyOperationForbidden");
        send("POST", "/keys/two/create", "{'kty':'RSA','attributes':{'enabled':false}}");
        assertThat(send("POST", "/keys/two/sign", body).text("/error/innererror/code"))
                .isEqualTo("KeyDisabled");
    }

    @Test
    void aCryptoUserSignsAndMakesNone() throws Exception {
        send("POST", "/keys/one/create", "{'kty':'RSA'}");
        Somebody user = Somebody.in(cloud, "user");
        kit.role(user, "first", CRYPTO_USER);
        kit.rolesCount();
        String body = "{'alg':'PS256','value':'" + digest("PS256") + "'}";
        assertThat(user.vault("POST", url + "/keys/one/sign" + VERSION, body).status())
                .isEqualTo(200);
        assertThat(user.vault("POST", url + "/keys/two/create" + VERSION, "{'kty':'RSA'}")
                        .text("/error/innererror/code"))
                .isEqualTo("ForbiddenByRbac");
    }

    @Test
    void versionsAreKeptAndDeletionCanBeTakenBack() {
        String first = send("POST", "/keys/one/create", "{'kty':'EC'}").text("/key/kid");
        String second = send("POST", "/keys/one/create", "{'kty':'EC'}").text("/key/kid");
        assertThat(first).isNotEqualTo(second);
        assertThat(send("GET", "/keys/one/versions", null).at("/value")).hasSize(2);
        assertThat(send("GET", "/keys/one", null).text("/key/kid")).isEqualTo(second);
        assertThat(send("DELETE", "/keys/one", null).status()).isEqualTo(200);
        cloud.pass(java.time.Duration.ofMinutes(1));
        assertThat(send("POST", "/keys/one/create", "{'kty':'EC'}").status()).isEqualTo(409);
        assertThat(send("POST", "/deletedkeys/one/recover", null).text("/key/kid"))
                .isEqualTo(second);
    }
}
