package io.jenkins.plugins.aks.mesh;

import io.jenkins.plugins.aks.operation.OperationException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a CA in a vault lacks. A key is written before the certificate that is made for it, and everything but a new key
 * follows from what the vault has: each run goes on where the last one was killed, and ends with secrets that fit together.
 */
final class CaPlan {
    private final CertificatesSpec spec;
    private final CaState state;
    private final Instant now;

    CaPlan(CertificatesSpec spec, CaState state, Instant now) {
        this.spec = spec;
        this.state = state;
        this.now = now;
    }

    /** Empty once all fits together. */
    Optional<CaWrite> next() throws OperationException {
        Optional<CaWrite> root = root();
        return root.isPresent() ? root : intermediate();
    }

    /** Whether the root ends soon and nothing here can renew it. */
    boolean rootEndsSoon() {
        return state.certificate(spec.names().rootCert()).filter(this::due).isPresent();
    }

    private Optional<CaWrite> root() throws OperationException {
        String certName = spec.names().rootCert();
        boolean keyKept = state.has(spec.rootKey());
        if (!keyKept && !state.has(certName)) {
            return write(spec.rootKey(), "key of a new root CA", this::newKey);
        }
        Optional<PrivateKey> key = state.key(spec.rootKey());
        if (keyKept && key.isEmpty()) {
            throw broken(spec.rootKey(), "holds no private key as PEM", "InvalidRootKey");
        }
        if (!state.has(certName)) {
            PrivateKey own = key.orElseThrow();
            PublicKey half = CaKeys.publicOf(own)
                    .orElseThrow(() -> broken(
                            spec.rootKey(),
                            "holds a key that is not RSA, and there is no root of it",
                            "InvalidRootKey"));
            return write(certName, "new root CA", () -> CaPem.text(spec.issuer().root(half, own, now)));
        }
        X509Certificate root = state.certificate(certName)
                .orElseThrow(() -> broken(certName, "holds no certificate as PEM", "InvalidRoot"));
        if (!CaKeys.isAuthority(root) || !CaKeys.signed(root, root)) {
            throw broken(certName, "is no root CA: it is not self-signed, or may not sign", "InvalidRoot");
        }
        if (key.isPresent() && !CaKeys.match(root, key.get())) {
            throw broken(spec.rootKey(), "does not match the certificate in secret " + certName, "RootKeyDoesNotMatch");
        }
        if (!due(root)) {
            return Optional.empty();
        }
        if (key.isEmpty()) {
            requireAlive(root);
            return Optional.empty();
        }
        return write(
                certName,
                "root CA renewed, with the same key",
                () -> CaPem.text(spec.issuer().renewed(root, key.get(), now)));
    }

    private void requireAlive(X509Certificate root) throws OperationException {
        if (!now.isBefore(root.getNotAfter().toInstant())) {
            throw broken(
                    spec.names().rootCert(),
                    "holds a root that expired on " + root.getNotAfter().toInstant() + ", and there is no secret "
                            + spec.rootKey() + " to renew it with",
                    "RootExpired");
        }
    }

    private Optional<CaWrite> intermediate() throws OperationException {
        X509Certificate root = state.certificate(spec.names().rootCert()).orElseThrow();
        Optional<PrivateKey> key = state.key(spec.names().caKey());
        Optional<X509Certificate> cert = state.certificate(spec.names().caCert());
        Optional<PublicKey> half = key.flatMap(CaKeys::publicOf);
        String wrong = wrong(root, key, cert);
        if (wrong.isEmpty()) {
            return chain(root, cert.orElseThrow());
        }
        PrivateKey rootKey = state.key(spec.rootKey())
                .orElseThrow(() -> new OperationException(
                        "The intermediate CA must be made anew (" + wrong
                                + "), and the key of the root that is in secret "
                                + spec.names().rootCert() + " is not in secret " + spec.rootKey()
                                + ". Set that secret with keyVaultSecret, or delete and purge "
                                + spec.names().rootCert()
                                + " to begin with a new root.",
                        Map.of("code", "RootKeyMissing", "secret", spec.rootKey()),
                        null));
        boolean due = cert.filter(this::due).isPresent()
                && key.filter(own -> CaKeys.match(cert.get(), own)).isPresent();
        if (half.isEmpty() || due) {
            return write(spec.names().caKey(), "key of a new intermediate CA, as " + wrong, this::newKey);
        }
        return write(
                spec.names().caCert(),
                "new intermediate CA, as " + wrong,
                () -> CaPem.text(spec.issuer().intermediate(half.get(), root, rootKey, now)));
    }

    /** Why the intermediate can't stay; empty where it can. */
    private String wrong(X509Certificate root, Optional<PrivateKey> key, Optional<X509Certificate> cert) {
        if (key.isEmpty()) {
            return "secret " + spec.names().caKey() + " holds no private key";
        }
        if (cert.isEmpty()) {
            return "secret " + spec.names().caCert() + " holds no certificate";
        }
        if (!CaKeys.match(cert.get(), key.get())) {
            return "the certificate is not that of the key in secret "
                    + spec.names().caKey();
        }
        if (!CaKeys.isAuthority(cert.get()) || !CaKeys.signed(cert.get(), root)) {
            return "the certificate is none that the root signed for a CA";
        }
        // One that lives as long as its root is renewed with it.
        boolean asLongAsRoot = !cert.get().getNotAfter().before(root.getNotAfter());
        return due(cert.get()) && !(asLongAsRoot && due(root))
                ? "it ends on " + cert.get().getNotAfter().toInstant()
                : "";
    }

    private Optional<CaWrite> chain(X509Certificate root, X509Certificate intermediate) {
        List<X509Certificate> wanted = List.of(intermediate, root);
        return state.certificates(spec.names().certChain()).equals(wanted)
                ? Optional.empty()
                : write(
                        spec.names().certChain(),
                        "chain of intermediate and root",
                        () -> CaPem.text(intermediate) + CaPem.text(root));
    }

    private boolean due(X509Certificate certificate) {
        return !now.plus(spec.renewBefore()).isBefore(certificate.getNotAfter().toInstant());
    }

    private String newKey() {
        return CaPem.text(spec.issuer().newKey().getPrivate());
    }

    private static Optional<CaWrite> write(String name, String why, java.util.function.Supplier<String> value) {
        return Optional.of(new CaWrite(name, why, value));
    }

    private OperationException broken(String secret, String what, String code) {
        return new OperationException(
                "Secret " + secret + " " + what + ". Nothing was changed, because a new root breaks the trust of a mesh"
                        + " that uses the old one. Put the right text into it with keyVaultSecret, or delete and purge"
                        + " the secrets " + spec.names().rootCert() + " and " + spec.rootKey() + " to begin with a"
                        + " new root.",
                Map.of("code", code, "secret", secret),
                null);
    }
}
