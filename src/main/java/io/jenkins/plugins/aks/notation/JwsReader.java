package io.jenkins.plugins.aks.notation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Reads a flattened JSON Web Signature and verifies it. */
final class JwsReader {
    private final byte[] bytes;

    JwsReader(byte[] bytes) {
        this.bytes = bytes;
    }

    Envelope read() throws NotationException {
        JsonNode envelope = json(bytes, "the digital signature");
        String signedHeader = text(envelope, "protected");
        String payload = text(envelope, "payload");
        byte[] signature = fromUrl(text(envelope, "signature"), "signature");
        JsonNode other = envelope.path("header");
        List<X509Certificate> chain = chain(other.path("x5c"));
        KeyKind kind = KeyKind.of(chain.get(0).getPublicKey());
        JwsHeader header = new JwsHeader(json(fromUrl(signedHeader, "protected"), "the protected header"));
        if (header.algorithm() != kind) {
            throw new NotationException("algorithm mismatch: verifier " + kind.jwa() + ": header "
                    + header.algorithm().jwa());
        }
        if (!kind.verifies(chain.get(0).getPublicKey(), JwsWriter.toBeSigned(signedHeader, payload), signature)) {
            throw new NotationException("signature is invalid. Error: verification error");
        }
        SignedAttributes attributes = header.attributes();
        header.checkContentType();
        return new Envelope(
                EnvelopeFormat.JWS,
                kind,
                fromUrl(payload, "payload"),
                attributes,
                chain,
                signature,
                other.path(Headers.AGENT).asText(),
                timestamp(other.path(Headers.TIMESTAMP)));
    }

    private static List<X509Certificate> chain(JsonNode certificates) throws NotationException {
        if (!certificates.isArray() || certificates.isEmpty()) {
            throw new NotationException("certificate chain is not present");
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (JsonNode certificate : certificates) {
            chain.add(Certificates.fromDer(fromBase64(certificate.asText(), "a certificate")));
        }
        return chain;
    }

    private static Optional<byte[]> timestamp(JsonNode token) throws NotationException {
        return token.isTextual() ? Optional.of(fromBase64(token.textValue(), "the time stamp")) : Optional.empty();
    }

    private static String text(JsonNode envelope, String name) throws NotationException {
        if (!envelope.path(name).isTextual()) {
            throw new NotationException("unable to parse the digital signature: it has no " + name);
        }
        return envelope.path(name).textValue();
    }

    private static JsonNode json(byte[] bytes, String name) throws NotationException {
        try {
            return Json.MAPPER.readTree(bytes);
        } catch (IOException e) {
            throw new NotationException("unable to parse " + name + ": it is not JSON", e);
        }
    }

    /** Java's decoder ignores the spare bits of the last character; whoever changes them would change the text unseen. */
    private static byte[] fromUrl(String text, String name) throws NotationException {
        byte[] decoded = decode(Base64.getUrlDecoder(), text, name);
        if (!JwsWriter.URL.encodeToString(decoded).equals(text)) {
            throw new NotationException(name + " is not in base64url");
        }
        return decoded;
    }

    private static byte[] fromBase64(String text, String name) throws NotationException {
        byte[] decoded = decode(Base64.getDecoder(), text, name);
        if (!Base64.getEncoder().encodeToString(decoded).equals(text)) {
            throw new NotationException(name + " is not in base64");
        }
        return decoded;
    }

    private static byte[] decode(Base64.Decoder decoder, String text, String name) throws NotationException {
        try {
            return decoder.decode(text);
        } catch (IllegalArgumentException e) {
            throw new NotationException(name + " is not in base64", e);
        }
    }
}
