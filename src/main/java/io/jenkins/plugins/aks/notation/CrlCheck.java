package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;

/** Looks a certificate up in the revocation lists that it names; since each may be a part, all are read. */
final class CrlCheck {
    static final int LIMIT = 32 << 20;
    static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String FRESHEST = Extension.freshestCRL.getId();

    private final Fetcher fetcher;
    private final Clock clock;

    CrlCheck(Fetcher fetcher, Clock clock) {
        this.fetcher = fetcher;
        this.clock = clock;
    }

    Revocation.Finding check(
            X509Certificate certificate, X509Certificate issuer, List<String> urls, Optional<Instant> signed) {
        for (String url : urls) {
            try {
                if (isRevoked(certificate, issuer, url, signed)) {
                    return new Revocation.Finding(RevocationStatus.REVOKED, "");
                }
            } catch (IOException | NotationException | RuntimeException e) {
                return Revocation.Finding.unknown("revocation list " + url + ": " + e.getMessage());
            }
        }
        return new Revocation.Finding(RevocationStatus.GOOD, "");
    }

    private boolean isRevoked(X509Certificate certificate, X509Certificate issuer, String url, Optional<Instant> signed)
            throws IOException, NotationException {
        RevocationList base = list(url, issuer);
        Optional<RevocationList> delta = delta(base.list(), issuer);
        if (delta.isPresent()) {
            delta.get().checkDeltaOf(base);
        } else if (certificate.getExtensionValue(FRESHEST) != null) {
            throw new NotationException("freshest CRL from certificate extension is not supported");
        }
        return RevocationEntries.revoked(
                certificate.getSerialNumber(), base.list(), delta.map(RevocationList::list), signed);
    }

    private Optional<RevocationList> delta(X509CRL base, X509Certificate issuer) throws IOException, NotationException {
        if (base.getExtensionValue(FRESHEST) == null) {
            return Optional.empty();
        }
        List<String> urls = RevocationUrls.lists(base.getExtensionValue(FRESHEST));
        if (urls.size() != 1) {
            throw new NotationException("the list names " + urls.size() + " delta lists; one is supported");
        }
        return Optional.of(list(urls.get(0), issuer));
    }

    private RevocationList list(String url, X509Certificate issuer) throws IOException, NotationException {
        if (!RevocationUrls.isHttp(url)) {
            throw new NotationException("it is not reached by http");
        }
        byte[] bytes = fetcher.fetch(new Fetcher.Request(url, Optional.empty(), LIMIT, TIMEOUT));
        return RevocationList.read(bytes, issuer, clock.instant());
    }
}
