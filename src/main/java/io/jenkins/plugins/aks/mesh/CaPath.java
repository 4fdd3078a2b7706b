package io.jenkins.plugins.aks.mesh;

import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way from a certificate to a root by signatures. Looks at no dates. */
final class CaPath {
    private CaPath() {}

    /**
     * The root that it ends at; empty where it ends nowhere.
     *
     * @param between authorities that may be on the way, in any order
     */
    static Optional<X509Certificate> toRoot(
            X509Certificate certificate, List<X509Certificate> between, List<X509Certificate> roots) {
        X509Certificate at = certificate;
        Set<X509Certificate> seen = new HashSet<>();
        while (at != null && seen.add(at)) {
            X509Certificate current = at;
            Optional<X509Certificate> root =
                    roots.stream().filter(each -> issues(each, current)).findFirst();
            if (root.isPresent()) {
                return root;
            }
            at = between.stream()
                    .filter(each -> !seen.contains(each) && issues(each, current))
                    .findFirst()
                    .orElse(null);
        }
        return Optional.empty();
    }

    private static boolean issues(X509Certificate authority, X509Certificate certificate) {
        return CaKeys.isAuthority(authority) && CaKeys.signed(certificate, authority);
    }
}
