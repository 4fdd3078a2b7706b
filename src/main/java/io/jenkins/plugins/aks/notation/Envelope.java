package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * A parsed signature whose bytes hold together: signature, algorithm, headers and certificate chain obey the
 * specification. Whether the signer is trusted is another question.
 *
 * @param format cose or jws
 * @param kind the signing key's
 * @param payload the signed bytes, as they were embedded
 * @param attributes what the signature says about itself
 * @param chain from the signing certificate to the root
 * @param signature the signature's bytes: what a time stamp is over
 * @param agent what made it, as it says; not signed
 * @param timestamp an RFC 3161 token, if there is one; not signed
 */
public record Envelope(
        EnvelopeFormat format,
        KeyKind kind,
        byte[] payload,
        SignedAttributes attributes,
        List<X509Certificate> chain,
        byte[] signature,
        String agent,
        Optional<byte[]> timestamp) {
    public Envelope {
        chain = List.copyOf(chain);
    }

    public X509Certificate signer() {
        return chain.get(0);
    }

    public Payload content() throws NotationException {
        return Payload.parse(payload);
    }
}
