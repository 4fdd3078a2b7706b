package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes COSE_Sign1_Tagged envelopes, byte for byte as the reference implementation does. */
final class CoseWriter {
    static final int ALGORITHM = 1;
    static final int CRITICAL = 2;
    static final int CONTENT_TYPE = 3;
    static final int CHAIN = 33;
    static final int SIGN1_TAG = 18;
    static final int TIME_TAG = 1;
    private static final byte[] NO_EXTERNAL_DATA = {};

    private CoseWriter() {}

    static UnsignedEnvelope prepare(SigningRequest request, KeyKind kind, List<X509Certificate> chain)
            throws NotationException {
        byte[] signedHeader = signedHeader(request.attributes(), kind);
        byte[] otherHeader = otherHeader(request, chain);
        return new UnsignedEnvelope(
                kind,
                toBeSigned(signedHeader, request.payload()),
                signature -> CborWriter.tag(
                        SIGN1_TAG,
                        CborWriter.array(
                                CborWriter.bytes(signedHeader),
                                otherHeader,
                                CborWriter.bytes(request.payload()),
                                CborWriter.bytes(signature))));
    }

    /** The Sig_structure: the signed header goes in as the bytes that the envelope has. */
    static byte[] toBeSigned(byte[] signedHeader, byte[] payload) {
        return CborWriter.array(
                CborWriter.text("Signature1"),
                CborWriter.bytes(signedHeader),
                CborWriter.bytes(NO_EXTERNAL_DATA),
                CborWriter.bytes(payload));
    }

    private static byte[] signedHeader(SignedAttributes attributes, KeyKind kind) {
        Map<byte[], byte[]> header = CborWriter.entries();
        List<String> critical = new ArrayList<>(List.of(Headers.SCHEME));
        header.put(CborWriter.integer(ALGORITHM), CborWriter.integer(kind.cose()));
        header.put(CborWriter.integer(CONTENT_TYPE), CborWriter.text(Payload.MEDIA_TYPE));
        header.put(
                CborWriter.text(Headers.SCHEME),
                CborWriter.text(attributes.scheme().id()));
        if (attributes.scheme() == SigningScheme.X509) {
            header.put(CborWriter.text(Headers.SIGNING_TIME), time(attributes.signingTime()));
        } else {
            header.put(CborWriter.text(Headers.AUTHENTIC_SIGNING_TIME), time(attributes.signingTime()));
            critical.add(Headers.AUTHENTIC_SIGNING_TIME);
        }
        attributes.expiry().ifPresent(expiry -> {
            header.put(CborWriter.text(Headers.EXPIRY), time(expiry));
            critical.add(Headers.EXPIRY);
        });
        for (Attribute attribute : attributes.extended()) {
            header.put(CborWriter.text(attribute.key()), CborWriter.text(attribute.value()));
            if (attribute.critical()) {
                critical.add(attribute.key());
            }
        }
        header.put(
                CborWriter.integer(CRITICAL),
                CborWriter.array(critical.stream().map(CborWriter::text).toArray(byte[][]::new)));
        return CborWriter.map(header);
    }

    private static byte[] otherHeader(SigningRequest request, List<X509Certificate> chain) throws NotationException {
        byte[][] certificates = new byte[chain.size()][];
        for (int i = 0; i < certificates.length; i++) {
            certificates[i] = CborWriter.bytes(Certificates.der(chain.get(i)));
        }
        Map<byte[], byte[]> header = CborWriter.entries();
        header.put(CborWriter.integer(CHAIN), CborWriter.array(certificates));
        if (!request.agent().isEmpty()) {
            header.put(CborWriter.text(Headers.AGENT), CborWriter.text(request.agent()));
        }
        return CborWriter.map(header);
    }

    private static byte[] time(Instant time) {
        return CborWriter.tag(TIME_TAG, CborWriter.integer(time.getEpochSecond()));
    }
}
