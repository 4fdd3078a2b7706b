package io.jenkins.plugins.aks.notation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a signature says about itself, and signs.
 *
 * @param scheme who vouches for the signing time
 * @param signingTime in whole seconds; for {@code notary.x509} a claim that nobody checked
 * @param expiry from when on the signature is no longer good, if it ends
 * @param extended further attributes
 */
public record SignedAttributes(
        SigningScheme scheme, Instant signingTime, Optional<Instant> expiry, List<Attribute> extended) {
    public SignedAttributes {
        extended = List.copyOf(extended);
    }

    void check() throws NotationException {
        if (expiry.isPresent() && !expiry.get().isAfter(signingTime)) {
            throw new NotationException("expiry cannot be equal or before the signing time");
        }
    }
}
