package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.NotationException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Puts the certificates of a file into the order of a chain, from the leaf to the root, by their names. */
final class ChainOrder {
    private ChainOrder() {}

    static List<X509Certificate> of(List<X509Certificate> certificates) throws NotationException {
        Set<X509Certificate> left = new LinkedHashSet<>(certificates);
        if (left.isEmpty()) {
            throw new NotationException("there is no certificate");
        }
        X509Certificate next = leaf(left);
        List<X509Certificate> chain = new ArrayList<>();
        while (next != null) {
            chain.add(next);
            left.remove(next);
            next = isSelfIssued(next) ? null : issuer(next, left);
        }
        if (!left.isEmpty()) {
            throw new NotationException("the certificate \""
                    + Certificates.subject(left.iterator().next()) + "\" is not part of the chain of \""
                    + Certificates.subject(chain.get(0)) + "\"");
        }
        return chain;
    }

    private static X509Certificate leaf(Set<X509Certificate> all) throws NotationException {
        List<X509Certificate> leaves = all.stream()
                .filter(one -> all.stream().noneMatch(other -> !other.equals(one) && issues(one, other)))
                .toList();
        if (leaves.size() != 1) {
            throw new NotationException("there are " + leaves.size()
                    + " certificates that issued no other, and one, the signer's, is expected");
        }
        return leaves.get(0);
    }

    private static X509Certificate issuer(X509Certificate certificate, Set<X509Certificate> left)
            throws NotationException {
        return left.stream()
                .filter(other -> issues(other, certificate))
                .findFirst()
                .orElseThrow(() -> new NotationException("the certificate of the issuer \""
                        + certificate.getIssuerX500Principal().getName() + "\" is missing"));
    }

    private static boolean issues(X509Certificate issuer, X509Certificate subject) {
        return subject.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return issues(certificate, certificate);
    }
}
