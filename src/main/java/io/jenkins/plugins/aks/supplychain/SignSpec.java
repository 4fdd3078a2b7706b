package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.ArtifactDescriptor;
import io.jenkins.plugins.aks.notation.Envelope;
import io.jenkins.plugins.aks.notation.EnvelopeFormat;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.Payload;
import io.jenkins.plugins.aks.notation.SigningScheme;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How images are signed.
 *
 * @param lifetime after which the signature is no longer good, if it ends
 * @param metadata the user's
 * @param force to sign also where there is such a signature
 */
record SignSpec(EnvelopeFormat format, Optional<Duration> lifetime, Map<String, String> metadata, boolean force) {
    SignSpec {
        metadata = Map.copyOf(metadata);
    }

    static EnvelopeFormat format(String given) throws InvalidParameterException {
        return EnvelopeFormat.of(given)
                .orElseThrow(() -> new InvalidParameterException(
                        "format", given, "cose, jws", "Workshop W128 uses cose, which is the default."));
    }

    static Map<String, String> metadata(Map<String, String> given) throws InvalidParameterException {
        for (String key : given.keySet()) {
            if (key.isBlank() || key.startsWith(Payload.RESERVED_PREFIX)) {
                throw new InvalidParameterException(
                        "metadata",
                        key,
                        "keys that are not empty and do not begin with " + Payload.RESERVED_PREFIX,
                        "Choose another key.");
            }
        }
        return given;
    }

    /** Whether a signature that is there already says what this one would. */
    boolean isEqual(Envelope there, List<X509Certificate> chain, ArtifactDescriptor artifact, Instant now)
            throws NotationException {
        return there.format() == format
                && there.attributes().scheme() == SigningScheme.X509
                && there.attributes().extended().isEmpty()
                && there.chain().equals(chain)
                && there.content().equals(new Payload(artifact, metadata))
                && lastsAsLong(there, now);
    }

    /** At least half of what is asked for must be left, so that who signs again and again never runs out. */
    private boolean lastsAsLong(Envelope there, Instant now) {
        Optional<Instant> expiry = there.attributes().expiry();
        if (lifetime.isEmpty() || expiry.isEmpty()) {
            return lifetime.isEmpty() && expiry.isEmpty();
        }
        Duration left = Duration.between(now, expiry.get());
        return left.compareTo(lifetime.get().dividedBy(2)) >= 0 && left.compareTo(lifetime.get()) <= 0;
    }
}
