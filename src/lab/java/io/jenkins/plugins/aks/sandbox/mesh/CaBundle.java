package io.jenkins.plugins.aks.sandbox.mesh;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificate authority of a control plane: what signs, with its key, what leads from there to the root, and the root.
 *
 * @param chain of {@code cert-chain.pem}; empty where the authority signed itself
 */
public record CaBundle(X509Certificate certificate, PrivateKey key, List<X509Certificate> chain, X509Certificate root) {
    private static final int MOST_READ = 50;
    /** Read before: the signatures in it take a while. */
    private static final Map<Map<String, String>, Read> READ = new ConcurrentHashMap<>();

    /** @param path from the certificate to the root */
    private record Read(CaBundle bundle, List<X509Certificate> path) {}

    public static final String CERT = "ca-cert.pem";
    public static final String KEY = "ca-key.pem";
    public static final String CHAIN = "cert-chain.pem";
    public static final String ROOT = "root-cert.pem";

    public CaBundle {
        chain = List.copyOf(chain);
    }

    /** @throws CaTrouble if it can't be an authority now; istiod looks in this order */
    public static CaBundle of(Map<String, String> files, Instant now) throws CaTrouble {
        Read read = READ.get(files);
        if (read == null) {
            read = read(files);
            if (READ.size() > MOST_READ) {
                READ.clear();
            }
            READ.put(Map.copyOf(files), read);
        }
        for (X509Certificate each : read.path()) {
            checkTime(each, now);
        }
        return read.bundle();
    }

    private static Read read(Map<String, String> files) throws CaTrouble {
        String own = files.getOrDefault(CERT, "");
        String top = files.getOrDefault(ROOT, "");
        boolean selfSigned = top.isBlank();
        X509Certificate certificate = CaFiles.certificate(own, "cert");
        X509Certificate root = CaFiles.certificate(selfSigned ? own : top, "root cert");
        List<X509Certificate> chain = CaFiles.certificates(files.getOrDefault(CHAIN, ""));
        if (!selfSigned && chain.isEmpty()) {
            throw new CaTrouble("failed to parse cert chain PEM: invalid PEM encoded certificate");
        }
        if (certificate.getBasicConstraints() < 0) {
            throw new CaTrouble("certificate is not authorized to sign other certificates");
        }
        List<X509Certificate> path = path(certificate, chain, root);
        PrivateKey key = CaFiles.key(files.getOrDefault(KEY, ""));
        if (!isPair(key, certificate.getPublicKey())) {
            throw new CaTrouble("the cert does not match the key: tls: private key does not match public key");
        }
        return new Read(new CaBundle(certificate, key, chain, root), path);
    }

    private static List<X509Certificate> path(
            X509Certificate certificate, List<X509Certificate> chain, X509Certificate root) throws CaTrouble {
        List<X509Certificate> pool = new ArrayList<>(chain);
        pool.add(root);
        List<X509Certificate> path = new ArrayList<>();
        X509Certificate at = certificate;
        while (path.size() <= pool.size()) {
            path.add(at);
            if (at.equals(root)) {
                return path;
            }
            X509Certificate child = at;
            at = pool.stream()
                    .filter(issuer -> !issuer.equals(child) && isIssuer(issuer, child))
                    .findFirst()
                    .orElseThrow(() -> unverified("x509: certificate signed by unknown authority"));
        }
        throw unverified("x509: certificate signed by unknown authority");
    }

    private static boolean isIssuer(X509Certificate issuer, X509Certificate child) {
        if (issuer.getBasicConstraints() < 0
                || !issuer.getSubjectX500Principal().equals(child.getIssuerX500Principal())) {
            return false;
        }
        try {
            child.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void checkTime(X509Certificate certificate, Instant now) throws CaTrouble {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        if (Date.from(now).after(certificate.getNotAfter())) {
            throw unverified("x509: certificate has expired or is not yet valid: current time " + seconds(now)
                    + " is after " + end);
        }
        if (now.isBefore(start)) {
            throw unverified("x509: certificate has expired or is not yet valid: current time " + seconds(now)
                    + " is before " + start);
        }
    }

    private static Instant seconds(Instant now) {
        return now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private static CaTrouble unverified(String why) {
        return new CaTrouble("cannot verify the cert with the provided root chain and cert pool with error: " + why);
    }

    private static boolean isPair(PrivateKey key, PublicKey other) {
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update((byte) 1);
            byte[] signed = signature.sign();
            signature.initVerify(other);
            signature.update((byte) 1);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static String algorithm(PrivateKey key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    /** Whether another authority than before: what was issued by that one is renewed. */
    boolean isSame(CaBundle other) {
        return certificate.equals(other.certificate) && root.equals(other.root);
    }
}
