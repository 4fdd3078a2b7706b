package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.CRLReason;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;

/** What the entries of a list and its delta say about one certificate. */
final class RevocationEntries {
    private static final String INVALIDITY = Extension.invalidityDate.getId();

    private RevocationEntries() {}

    static boolean revoked(BigInteger serial, X509CRL base, Optional<X509CRL> delta, Optional<Instant> signed)
            throws IOException, NotationException {
        X509CRLEntry[] entries = Stream.concat(Stream.of(base), delta.stream())
                .map(list -> list.getRevokedCertificate(serial))
                .filter(entry -> entry != null)
                .toArray(X509CRLEntry[]::new);
        X509CRLEntry latestHold = null;
        for (X509CRLEntry entry : entries) {
            checkExtensions(entry);
            byte[] invalidity = entry.getExtensionValue(INVALIDITY);
            if (signed.isPresent() && invalidity != null && InvalidityDate.isAfter(signed.get(), invalidity)) {
                return false;
            }
            if (!isTemporary(entry.getRevocationReason())) {
                return true;
            }
            if (latestHold == null || date(latestHold).isBefore(date(entry))) {
                latestHold = entry;
            }
        }
        return latestHold != null && latestHold.getRevocationReason() == CRLReason.CERTIFICATE_HOLD;
    }

    private static boolean isTemporary(CRLReason reason) {
        return reason == CRLReason.CERTIFICATE_HOLD || reason == CRLReason.REMOVE_FROM_CRL;
    }

    private static Instant date(X509CRLEntry entry) {
        return entry.getRevocationDate().toInstant();
    }

    private static void checkExtensions(X509CRLEntry entry) throws NotationException {
        Set<String> critical = entry.getCriticalExtensionOIDs();
        if (critical != null && critical.stream().anyMatch(oid -> !oid.equals(INVALIDITY))) {
            throw new NotationException("unsupported critical extension found in CRL: " + critical);
        }
    }
}
