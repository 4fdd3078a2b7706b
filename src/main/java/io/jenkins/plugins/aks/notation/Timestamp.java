package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A time that an authority confirmed.
 *
 * @param time when the signature existed
 * @param accuracy by how much that may be off, in both directions
 * @param chain the authority's certificates, up to a trusted root
 */
record Timestamp(Instant time, Duration accuracy, List<X509Certificate> chain) {
    Timestamp {
        chain = List.copyOf(chain);
    }

    /** Refuses a signer of whom a certificate may not have been valid at that time. */
    void checkWithin(List<X509Certificate> signers) throws NotationException {
        for (X509Certificate certificate : signers) {
            Instant from = certificate.getNotBefore().toInstant();
            Instant until = certificate.getNotAfter().toInstant();
            if (time.minus(accuracy).isBefore(from)) {
                throw new NotationException("timestamp can be before certificate \"" + Certificates.subject(certificate)
                        + "\" validity period, it will be valid from \"" + Times.format(from) + "\"");
            }
            if (time.plus(accuracy).isAfter(until)) {
                throw new NotationException("timestamp can be after certificate \"" + Certificates.subject(certificate)
                        + "\" validity period, it was expired at \"" + Times.format(until) + "\"");
            }
        }
    }
}
