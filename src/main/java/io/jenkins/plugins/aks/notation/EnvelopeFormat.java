package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The two formats of a signature. */
public enum EnvelopeFormat {
    COSE("cose", "application/cose"),
    JWS("jws", "application/jose+json");

    private final String id;
    private final String mediaType;

    EnvelopeFormat(String id, String mediaType) {
        this.id = id;
        this.mediaType = mediaType;
    }

    public static Optional<EnvelopeFormat> ofMediaType(String mediaType) {
        return Stream.of(values())
                .filter(format -> format.mediaType.equals(mediaType))
                .findFirst();
    }

    public static Optional<EnvelopeFormat> of(String id) {
        return Stream.of(values()).filter(format -> format.id.equals(id)).findFirst();
    }

    public String id() {
        return id;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Everything but the signature: the caller signs {@link UnsignedEnvelope#toBeSigned()} where the key is. */
    public UnsignedEnvelope prepare(SigningRequest request, List<X509Certificate> chain) throws NotationException {
        CertificateChain.codeSigning(chain, Optional.of(request.attributes().signingTime()));
        request.attributes().check();
        KeyKind kind = KeyKind.of(chain.get(0).getPublicKey());
        return this == COSE ? CoseWriter.prepare(request, kind, chain) : JwsWriter.prepare(request, kind, chain);
    }

    /** Parses and checks integrity: everything that the specification asks of the bytes alone. */
    public Envelope read(byte[] bytes) throws NotationException {
        Envelope envelope = this == COSE ? new CoseReader(bytes).read() : new JwsReader(bytes).read();
        if (envelope.payload().length == 0) {
            throw new NotationException("content not present");
        }
        envelope.attributes().check();
        CertificateChain.codeSigning(envelope.chain(), Optional.empty());
        return envelope;
    }
}
