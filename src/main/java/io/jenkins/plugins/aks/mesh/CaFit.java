package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.OperationException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the four secrets of a CA are what the Istio add-on accepts, and belong together. */
final class CaFit {
    private final CaNames names;
    private final CaState state;
    private final Instant now;
    private final String vault;

    CaFit(CaNames names, CaState state, Instant now, String vault) {
        this.names = names;
        this.state = state;
        this.now = now;
        this.vault = vault;
    }

    /**
     * The root that the intermediate leads to.
     *
     * @throws OperationException naming the secret that does not fit
     */
    X509Certificate root() throws OperationException {
        List<X509Certificate> roots = required(names.rootCert());
        X509Certificate ca = required(names.caCert()).get(0);
        List<X509Certificate> chain = required(names.certChain());
        PrivateKey key = state.key(names.caKey())
                .orElseThrow(() -> wrong(names.caKey(), "holds no private key as PEM", "NotAKey"));
        if (!CaKeys.match(ca, key)) {
            throw wrong(
                    names.caKey(),
                    "does not match the certificate in secret " + names.caCert() + " ("
                            + ca.getSubjectX500Principal().getName() + ")",
                    "KeyDoesNotMatch");
        }
        if (!CaKeys.isAuthority(ca)) {
            throw wrong(names.caCert(), "holds a certificate that may not sign others", "NotAnAuthority");
        }
        alive(names.caCert(), ca);
        if (!chain.contains(ca)) {
            throw wrong(names.certChain(), "lacks the certificate of secret " + names.caCert(), "ChainDoesNotFit");
        }
        List<X509Certificate> between = new ArrayList<>(chain);
        between.removeIf(each -> roots.contains(each) || CaKeys.signed(each, each));
        Optional<X509Certificate> root = CaPath.toRoot(ca, between, roots);
        X509Certificate found = root.orElseThrow(() -> wrong(
                names.caCert(),
                "is issued by " + ca.getIssuerX500Principal().getName()
                        + ", and does not lead to the root in secret " + names.rootCert() + " ("
                        + roots.get(0).getSubjectX500Principal().getName() + ")",
                "IntermediateNotOfRoot"));
        for (X509Certificate each : between) {
            alive(names.certChain(), each);
        }
        alive(names.rootCert(), found);
        return found;
    }

    private List<X509Certificate> required(String name) throws OperationException {
        List<X509Certificate> found = state.certificates(name);
        if (found.isEmpty()) {
            throw wrong(name, "holds no certificate as PEM", "NotACertificate");
        }
        return found;
    }

    private void alive(String name, X509Certificate certificate) throws OperationException {
        Instant begins = certificate.getNotBefore().toInstant();
        Instant ends = certificate.getNotAfter().toInstant();
        if (now.isBefore(begins) || !now.isBefore(ends)) {
            throw wrong(
                    name,
                    "holds " + certificate.getSubjectX500Principal().getName() + ", which "
                            + (now.isBefore(begins) ? "is not valid before " + begins : "expired on " + ends),
                    "CertificateExpired");
        }
    }

    private OperationException wrong(String secret, String what, String code) {
        return CaObjects.refused(
                "Secret " + secret + " of key vault " + vault + " " + what
                        + ". Correct the name of the secret, or have meshCertificates make or renew the CA.",
                code);
    }
}
