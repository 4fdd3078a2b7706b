package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether the signer's certificates were valid when they signed, as far as anybody trusted says when that was. */
final class SigningTimeCheck {
    private final TrustPolicy policy;
    private final TrustStores stores;
    private final Revocation revocation;
    private final Instant now;

    SigningTimeCheck(TrustPolicy policy, TrustStores stores, Revocation revocation, Instant now) {
        this.policy = policy;
        this.stores = stores;
        this.revocation = revocation;
        this.now = now;
    }

    void check(Envelope envelope) throws NotationException {
        if (envelope.attributes().scheme() == SigningScheme.SIGNING_AUTHORITY) {
            checkAuthority(envelope);
        } else if (stores.has(TrustStoreType.TSA) && (policy.timestampAlways() || isExpired(envelope.chain()))) {
            checkTimestamp(envelope);
        } else {
            checkNow(envelope.chain());
        }
    }

    private static void checkAuthority(Envelope envelope) throws NotationException {
        Instant signed = envelope.attributes().signingTime();
        for (X509Certificate certificate : envelope.chain()) {
            if (!CertificateChain.isValid(certificate, signed)) {
                throw new NotationException("certificate \"" + Certificates.subject(certificate)
                        + "\" was not valid when the digital signature was produced at \"" + Times.format(signed)
                        + "\"");
            }
        }
    }

    private void checkTimestamp(Envelope envelope) throws NotationException {
        byte[] token = envelope.timestamp()
                .filter(bytes -> bytes.length > 0)
                .orElseThrow(() ->
                        new NotationException("no timestamp countersignature was found in the signature envelope"));
        Timestamp timestamp =
                TimestampToken.parse(token).verify(envelope.signature(), stores.certificates(TrustStoreType.TSA));
        timestamp.checkWithin(envelope.chain());
        revocation.check(timestamp.chain(), "timestamping", Optional.empty());
    }

    private void checkNow(List<X509Certificate> chain) throws NotationException {
        for (X509Certificate certificate : chain) {
            Instant from = certificate.getNotBefore().toInstant();
            Instant until = certificate.getNotAfter().toInstant();
            if (now.isBefore(from)) {
                throw new NotationException("verification time is before certificate \""
                        + Certificates.subject(certificate) + "\" validity period, it will be valid from \""
                        + Times.format(from) + "\"");
            }
            if (now.isAfter(until)) {
                throw new NotationException("verification time is after certificate \""
                        + Certificates.subject(certificate) + "\" validity period, it was expired at \""
                        + Times.format(until) + "\"");
            }
        }
    }

    private boolean isExpired(List<X509Certificate> chain) {
        return chain.stream()
                .anyMatch(certificate -> now.isAfter(certificate.getNotAfter().toInstant()));
    }
}
