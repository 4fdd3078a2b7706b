package io.jenkins.plugins.aks.notation;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether certificates form a chain as the specification wants it, from the leaf to a self-signed root. */
public final class CertificateChain {
    private CertificateChain() {}

    /**
     * Checks the chain of a signer.
     *
     * @param chain from leaf to root, both included; one self-signed leaf is a chain too
     * @param at a time at which each certificate must be valid, if that matters
     */
    public static void codeSigning(List<X509Certificate> chain, Optional<Instant> at) throws NotationException {
        if (at.isPresent()) {
            for (X509Certificate certificate : chain) {
                checkValid(certificate, at.get());
            }
        }
        check(chain, CertificateUse.CODE_SIGNING);
    }

    static void timestamping(List<X509Certificate> chain) throws NotationException {
        check(chain, CertificateUse.TIME_STAMPING);
    }

    private static void check(List<X509Certificate> chain, CertificateUse use) throws NotationException {
        if (chain.isEmpty()) {
            throw new NotationException("certificate chain must contain at least one certificate");
        }
        if (chain.size() == 1) {
            checkSelfSigned(chain.get(0));
            use.checkLeaf(chain.get(0));
            return;
        }
        int last = chain.size() - 1;
        for (int i = 0; i < last; i++) {
            if (issued(chain.get(i), chain.get(i))) {
                throw new NotationException("certificate with subject \"" + Certificates.subject(chain.get(i))
                        + "\" is self-signed. Certificate chain must not contain a self-signed "
                        + (i == 0 ? "leaf" : "intermediate") + " certificate");
            }
            if (!issued(chain.get(i), chain.get(i + 1))) {
                throw new NotationException("certificate with subject \"" + Certificates.subject(chain.get(i))
                        + "\" is not issued by \"" + Certificates.subject(chain.get(i + 1)) + "\"");
            }
        }
        if (!issued(chain.get(last), chain.get(last))) {
            throw new NotationException("root certificate with subject \"" + Certificates.subject(chain.get(last))
                    + "\" is not self-signed. Certificate chain must end with a valid self-signed root certificate");
        }
        use.checkLeaf(chain.get(0));
        for (int i = 1; i <= last; i++) {
            use.checkAuthority(chain.get(i), i - 1);
        }
    }

    private static void checkSelfSigned(X509Certificate certificate) throws NotationException {
        if (!issued(certificate, certificate)) {
            throw new NotationException(
                    "invalid self-signed certificate. subject: \"" + Certificates.subject(certificate) + "\"");
        }
    }

    private static void checkValid(X509Certificate certificate, Instant at) throws NotationException {
        if (!isValid(certificate, at)) {
            throw new NotationException("certificate with subject \"" + Certificates.subject(certificate)
                    + "\" was invalid at signing time of " + at + ". Certificate is valid from ["
                    + certificate.getNotBefore().toInstant() + "] to ["
                    + certificate.getNotAfter().toInstant() + "]");
        }
    }

    static boolean isValid(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
    }

    /** Whether the issuer's name and key are those that signed; a signature over SHA-1 or MD5 counts for nothing. */
    static boolean issued(X509Certificate subject, X509Certificate issuer) {
        String algorithm = subject.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.startsWith("SHA1") || algorithm.startsWith("MD")) {
            return false;
        }
        if (!subject.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            subject.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
