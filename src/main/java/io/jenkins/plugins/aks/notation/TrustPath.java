package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the way from a certificate to a trusted root, over the certificates at hand that were valid at a time. */
final class TrustPath {
    private static final int MAX_LENGTH = 10;

    private final List<X509Certificate> known;
    private final List<X509Certificate> roots;
    private final Instant time;

    TrustPath(List<X509Certificate> known, List<X509Certificate> roots, Instant time) {
        this.known = List.copyOf(known);
        this.roots = List.copyOf(roots);
        this.time = time;
    }

    /** @return from the certificate to the root, both included */
    List<X509Certificate> from(X509Certificate certificate) throws NotationException {
        return search(List.of(certificate))
                .orElseThrow(
                        () -> new NotationException("failed to verify the timestamp countersignature: certificate \""
                                + Certificates.subject(certificate) + "\" does not lead to a trusted root"));
    }

    private Optional<List<X509Certificate>> search(List<X509Certificate> path) {
        X509Certificate last = path.get(path.size() - 1);
        if (path.size() > MAX_LENGTH || !CertificateChain.isValid(last, time)) {
            return Optional.empty();
        }
        if (roots.contains(last)) {
            return Optional.of(path);
        }
        List<X509Certificate> candidates = new ArrayList<>(roots);
        candidates.addAll(known);
        for (X509Certificate candidate : candidates) {
            if (!path.contains(candidate) && CertificateChain.issued(last, candidate)) {
                List<X509Certificate> longer = new ArrayList<>(path);
                longer.add(candidate);
                Optional<List<X509Certificate>> found = search(longer);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
