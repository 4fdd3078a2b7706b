package io.jenkins.plugins.aks.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JSON Web Signature in which one field is not as the specification wants it is never valid. */
class JwsTamperTest {
    private static final TestSigner SIGNER = TestSigner.chained(KeyKind.EC_384);

    static Stream<Arguments> signedChanges() {
        return Stream.of(
                change("no algorithm", "not supported", header -> header.remove("alg")),
                change("other algorithm", "algorithm mismatch", header -> header.put("alg", "ES256")),
                change("no algorithm at all", "not supported: none", header -> header.put("alg", "none")),
                change("symmetric algorithm", "not supported: HS256", header -> header.put("alg", "HS256")),
                change("no crit", "missing \"crit\"", header -> header.remove("crit")),
                change("empty crit", "missing \"crit\"", header -> header.putArray("crit")),
                change("scheme not critical", "not marked as critical", header -> header.putArray("crit")
                        .add("cty")),
                change("crit of an absent header", "but not present", header -> header.withArray("crit")
                        .add("absent")),
                change("no content type", "not supported", header -> header.remove("cty")),
                change("other content type", "not supported", header -> header.put("cty", "text/plain")),
                change("no scheme", "unsupported signingScheme", header -> header.remove(Headers.SCHEME)),
                change("no signing time", "not a time", header -> header.remove(Headers.SIGNING_TIME)),
                change("time as number", "not a time", header -> header.put(Headers.SIGNING_TIME, 1700000000)),
                change(
                        "both times",
                        "must not be present",
                        header -> header.put(Headers.AUTHENTIC_SIGNING_TIME, "2026-06-01T12:00:00Z")),
                change(
                        "expiry not critical",
                        "not marked as critical",
                        header -> header.put(Headers.EXPIRY, "2026-06-02T12:00:00Z")),
                change("expiry before signing", "expiry cannot be", header -> header.put(
                                Headers.EXPIRY, "2026-05-01T12:00:00Z")
                        .withArray("crit")
                        .add(Headers.EXPIRY)),
                change("critical attribute", "extended critical attribute", header -> header.put("vendor", 1)
                        .withArray("crit")
                        .add("vendor")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signedChanges")
    void aChangedHeaderIsNeverValidThoughItsKeySignedIt(String name, String failure, Change change)
            throws NotationException {
        ObjectNode envelope = good();
        ObjectNode header =
                json(Base64.getUrlDecoder().decode(envelope.get("protected").textValue()));
        change.apply(header);
        sign(envelope.put("protected", encode(header.toString().getBytes(StandardCharsets.UTF_8))));
        assertThat(failure(envelope.toString())).as(name).contains(failure);
    }

    @Test
    void whatIsNotSignedAgainIsNotValid() throws NotationException {
        for (String field : List.of("payload", "protected", "signature")) {
            ObjectNode envelope = good();
            char[] text = envelope.get(field).textValue().toCharArray();
            text[5] = text[5] == 'A' ? 'B' : 'A';
            envelope.put(field, new String(text));
            assertThat(failure(envelope.toString())).as(field).isNotNull();
            assertThat(failure(good().without(field).toString())).contains("it has no " + field);
        }
    }

    @Test
    void anotherSpellingOfTheSameBytesIsRefused() throws NotationException {
        ObjectNode padded = good();
        padded.put("signature", padded.get("signature").textValue() + "==");
        assertThat(failure(padded.toString())).contains("signature is not in base64");
        ObjectNode certificate = good();
        String first = certificate.at("/header/x5c/0").textValue();
        certificate.withObject("/header").withArray("x5c").set(0, first.replace("=", "") + "\n");
        assertThat(failure(certificate.toString())).contains("base64");
    }

    @Test
    void whatIsNotOneJsonObjectIsRefused() throws NotationException {
        String good = good().toString();
        assertThat(failure(good)).isNull();
        assertThat(failure(good + "{}")).contains("not JSON");
        assertThat(failure("{\"payload\":\"x\"," + good.substring(1))).contains("not JSON");
        assertThat(failure("[]")).contains("it has no");
        assertThat(failure("")).contains("it has no");
    }

    @Test
    void aMissingChainIsRefused() throws NotationException {
        ObjectNode envelope = good();
        envelope.withObject("/header").remove("x5c");
        assertThat(failure(envelope.toString())).contains("chain is not present");
    }

    private static void sign(ObjectNode envelope) throws NotationException {
        byte[] signed = JwsWriter.toBeSigned(
                envelope.get("protected").textValue(), envelope.get("payload").textValue());
        envelope.put("signature", encode(KeyKind.EC_384.sign(SIGNER.key(), signed)));
    }

    private static ObjectNode good() throws NotationException {
        return json(SIGNER.sign(EnvelopeFormat.JWS));
    }

    private static ObjectNode json(byte[] bytes) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return JwsWriter.URL.encodeToString(bytes);
    }

    private static String failure(String envelope) throws NotationException {
        return Verification.trusting(SIGNER.store())
                .verify(EnvelopeFormat.JWS, envelope.getBytes(StandardCharsets.UTF_8))
                .failure()
                .orElse(null);
    }

    private static Arguments change(String name, String failure, Change change) {
        return Arguments.of(name, failure, change);
    }

    private interface Change {
        void apply(ObjectNode header);
    }
}
