package io.jenkins.plugins.aks.notation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes flattened JSON Web Signatures. */
final class JwsWriter {
    static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private JwsWriter() {}

    static UnsignedEnvelope prepare(SigningRequest request, KeyKind kind, List<X509Certificate> chain)
            throws NotationException {
        String signedHeader = URL.encodeToString(json(signedHeader(request.attributes(), kind)));
        String payload = URL.encodeToString(request.payload());
        ObjectNode envelope = Json.MAPPER.createObjectNode();
        envelope.put("payload", payload).put("protected", signedHeader);
        ObjectNode header = envelope.putObject("header");
        ArrayNode certificates = header.putArray("x5c");
        for (X509Certificate certificate : chain) {
            certificates.add(Certificates.der(certificate));
        }
        if (!request.agent().isEmpty()) {
            header.put(Headers.AGENT, request.agent());
        }
        return new UnsignedEnvelope(
                kind,
                toBeSigned(signedHeader, payload),
                signature -> bytes(envelope.deepCopy().put("signature", URL.encodeToString(signature))));
    }

    static byte[] toBeSigned(String signedHeader, String payload) {
        return (signedHeader + "." + payload).getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Object> signedHeader(SignedAttributes attributes, KeyKind kind) {
        Map<String, Object> header = new TreeMap<>();
        List<String> critical = new ArrayList<>(List.of(Headers.SCHEME));
        header.put("alg", kind.jwa());
        header.put("cty", Payload.MEDIA_TYPE);
        header.put(Headers.SCHEME, attributes.scheme().id());
        if (attributes.scheme() == SigningScheme.X509) {
            header.put(Headers.SIGNING_TIME, time(attributes.signingTime()));
        } else {
            header.put(Headers.AUTHENTIC_SIGNING_TIME, time(attributes.signingTime()));
            critical.add(Headers.AUTHENTIC_SIGNING_TIME);
        }
        attributes.expiry().ifPresent(expiry -> {
            header.put(Headers.EXPIRY, time(expiry));
            critical.add(Headers.EXPIRY);
        });
        for (Attribute attribute : attributes.extended()) {
            header.put(attribute.key(), attribute.value());
            if (attribute.critical()) {
                critical.add(attribute.key());
            }
        }
        header.put("crit", critical);
        return header;
    }

    private static String time(Instant time) {
        return time.toString();
    }

    private static byte[] json(Object value) throws NotationException {
        try {
            return Json.MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new NotationException("The signed header cannot be written", e);
        }
    }

    private static byte[] bytes(ObjectNode envelope) {
        return envelope.toString().getBytes(StandardCharsets.UTF_8);
    }
}
