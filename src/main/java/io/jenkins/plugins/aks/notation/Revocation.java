package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks whether the certificates of a chain were revoked: OCSP first, a revocation list where that says nothing. */
final class Revocation {
    private final OcspCheck ocsp;
    private final CrlCheck crl;

    Revocation(Fetcher fetcher, Clock clock) {
        this.ocsp = new OcspCheck(fetcher, clock);
        this.crl = new CrlCheck(fetcher, clock);
    }

    /**
     * Refuses a chain of which a certificate is revoked, or not known not to be. The root is not asked about: nobody but
     * itself could say.
     *
     * @param what the certificates are called in the message, e.g. {@code signing}
     * @param signed when the signature was made, if an authority vouches for it
     */
    void check(List<X509Certificate> chain, String what, Optional<Instant> signed) throws NotationException {
        Optional<NotationException> unknown = Optional.empty();
        for (int i = chain.size() - 2; i >= 0; i--) {
            X509Certificate certificate = chain.get(i);
            Finding finding = find(certificate, chain.get(i + 1), signed);
            String subject = what + " certificate with subject \"" + Certificates.subject(certificate) + "\" ";
            if (finding.status() == RevocationStatus.REVOKED) {
                throw new NotationException(subject + "is revoked");
            }
            if (finding.status() == RevocationStatus.UNKNOWN) {
                unknown = Optional.of(
                        new NotationException(subject + "revocation status is unknown: " + finding.detail()));
            }
        }
        if (unknown.isPresent()) {
            throw unknown.get();
        }
    }

    private Finding find(X509Certificate certificate, X509Certificate issuer, Optional<Instant> signed)
            throws NotationException {
        List<String> responders = RevocationUrls.responders(certificate);
        List<String> lists = RevocationUrls.lists(certificate);
        if (responders.isEmpty()) {
            return lists.isEmpty()
                    ? new Finding(RevocationStatus.NOT_REVOCABLE, "")
                    : crl.check(certificate, issuer, lists, signed);
        }
        Finding found = ocsp.check(certificate, issuer, responders, signed);
        return found.status() == RevocationStatus.UNKNOWN && !lists.isEmpty()
                ? crl.check(certificate, issuer, lists, signed)
                : found;
    }

    /**
     * What is known about one certificate.
     *
     * @param detail why nothing is known
     */
    record Finding(RevocationStatus status, String detail) {
        static Finding unknown(String detail) {
            return new Finding(RevocationStatus.UNKNOWN, detail);
        }
    }
}
