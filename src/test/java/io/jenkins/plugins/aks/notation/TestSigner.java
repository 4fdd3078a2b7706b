package io.jenkins.plugins.aks.notation;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who signs, and what the tests agree on: the artifact, the time, the policy. */
public record TestSigner(PrivateKey key, List<X509Certificate> chain) {
    public static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
    public static final String REPOSITORY = "registry.example.com:5000/net-monitor";
    public static final ArtifactDescriptor ARTIFACT =
            new ArtifactDescriptor("application/vnd.oci.image.manifest.v1+json", "sha256:" + "ab".repeat(32), 942);
    public static final String STRICT =
            """
            {"version":"1.0","trustPolicies":[{"name":"all","registryScopes":["*"],
              "signatureVerification":{"level":"strict"},
              "trustStores":["ca:test"],"trustedIdentities":["*"]}]}""";

    public static TestSigner selfSigned(KeyKind kind) {
        KeyPair key = TestKeys.of(kind);
        return new TestSigner(
                key.getPrivate(), List.of(TestCertificate.leaf(key).selfSigned()));
    }

    /** With an intermediate authority and a root. */
    public static TestSigner chained(KeyKind kind) {
        KeyPair root = TestKeys.of(KeyKind.EC_256, "root");
        KeyPair middle = TestKeys.of(KeyKind.EC_256, "middle");
        X509Certificate rootCertificate =
                TestCertificate.authority(root, "root").selfSigned();
        X509Certificate middleCertificate =
                TestCertificate.authority(middle, "middle").issuedBy(rootCertificate, root.getPrivate());
        KeyPair key = TestKeys.of(kind);
        X509Certificate leaf = TestCertificate.leaf(key).issuedBy(middleCertificate, middle.getPrivate());
        return new TestSigner(key.getPrivate(), List.of(leaf, middleCertificate, rootCertificate));
    }

    /** With a root, valid at a time other than the tests'. */
    public static TestSigner validAt(KeyKind kind, Instant time) {
        Instant from = time.minusSeconds(3600);
        Instant until = time.plusSeconds(86400);
        KeyPair root = TestKeys.of(KeyKind.EC_256, "root");
        X509Certificate rootCertificate =
                TestCertificate.authority(root, "root").valid(from, until).selfSigned();
        KeyPair key = TestKeys.of(kind);
        X509Certificate leaf =
                TestCertificate.leaf(key).valid(from, until).issuedBy(rootCertificate, root.getPrivate());
        return new TestSigner(key.getPrivate(), List.of(leaf, rootCertificate));
    }

    public X509Certificate root() {
        return chain.get(chain.size() - 1);
    }

    public byte[] sign(EnvelopeFormat format) throws NotationException {
        return sign(format, Optional.empty(), Map.of());
    }

    public byte[] sign(EnvelopeFormat format, Optional<Instant> expiry, Map<String, String> metadata)
            throws NotationException {
        byte[] payload = new Payload(ARTIFACT, metadata).encode();
        return sign(format, SigningRequest.of(payload, NOW, expiry, "test/1"));
    }

    public byte[] sign(EnvelopeFormat format, SigningRequest request) throws NotationException {
        UnsignedEnvelope unsigned = format.prepare(request, chain);
        return unsigned.complete(unsigned.kind().sign(key, unsigned.toBeSigned()));
    }

    public TrustStore store() {
        return new TrustStore(TrustStoreType.CA, "test", List.of(root()));
    }
}
