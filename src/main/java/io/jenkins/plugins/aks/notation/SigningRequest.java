package io.jenkins.plugins.aks.notation;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * What to sign.
 *
 * @param payload the bytes, see {@link Payload#encode()}
 * @param attributes what the signature shall say about itself
 * @param agent free text that names what signs; not signed
 */
public record SigningRequest(byte[] payload, SignedAttributes attributes, String agent) {
    /** A signature of today's usual kind; times are cut to whole seconds. */
    public static SigningRequest of(byte[] payload, Instant now, Optional<Instant> expiry, String agent) {
        return new SigningRequest(
                payload,
                new SignedAttributes(
                        SigningScheme.X509,
                        now.truncatedTo(ChronoUnit.SECONDS),
                        expiry.map(time -> time.truncatedTo(ChronoUnit.SECONDS)),
                        List.of()),
                agent);
    }
}
