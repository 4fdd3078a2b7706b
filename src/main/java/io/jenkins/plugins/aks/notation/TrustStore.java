package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates that are trusted for one purpose.
 *
 * @param type what for
 * @param name as policies name it: {@code ca:wabbit-networks.io} is the store of that name of type ca
 * @param certificates authorities or self-signed; for tsa self-signed authorities only
 */
public record TrustStore(TrustStoreType type, String name, List<X509Certificate> certificates) {
    static final String NAME = "[a-zA-Z0-9_.-]+";

    public TrustStore {
        certificates = List.copyOf(certificates);
    }

    /** A store whose certificates are those that the specification admits. */
    public static TrustStore of(TrustStoreType type, String name, List<X509Certificate> certificates)
            throws NotationException {
        if (!name.matches(NAME)) {
            throw new NotationException("named store name \"" + name + "\" needs to follow " + NAME + " format");
        }
        if (certificates.isEmpty()) {
            throw new NotationException(
                    "no x509 certificates were found in trust store \"" + name + "\" of type \"" + type.id() + "\"");
        }
        for (X509Certificate certificate : certificates) {
            boolean authority = certificate.getBasicConstraints() >= 0;
            boolean own = CertificateChain.issued(certificate, certificate);
            if (type == TrustStoreType.TSA ? !authority || !own : !authority && !own) {
                throw new NotationException("trusted certificate with subject \"" + Certificates.subject(certificate)
                        + "\" in trust store \"" + name + "\" of type \"" + type.id()
                        + "\" is invalid: certificate must be "
                        + (type == TrustStoreType.TSA ? "a self-signed root" : "a CA or self-signed"));
            }
        }
        return new TrustStore(type, name, certificates);
    }

    /** As policies write it. */
    public String id() {
        return type.id() + ":" + name;
    }
}
