package io.jenkins.plugins.aks.notation;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies signatures under one statement of a trust policy, in the order and with the outcomes of the specification. */
public final class SignatureVerifier {
    private final TrustPolicy policy;
    private final TrustStores stores;
    private final Clock clock;
    private final Revocation revocation;

    /**
     * @param policy not of level skip: then there is nothing to verify
     * @param stores what the policy's stores hold
     * @param fetcher reaches OCSP responders and revocation lists
     */
    public SignatureVerifier(TrustPolicy policy, List<TrustStore> stores, Fetcher fetcher, Clock clock) {
        if (policy.level().isSkip()) {
            throw new IllegalArgumentException("The policy \"" + policy.name() + "\" skips verification");
        }
        this.policy = policy;
        this.stores = new TrustStores(policy, stores);
        this.clock = clock;
        this.revocation = new Revocation(fetcher, clock);
    }

    /**
     * Verifies one signature.
     *
     * @param mediaType of the envelope
     * @param bytes the envelope
     * @param artifact what must have been signed
     * @param metadata what the signature must carry; more is no harm
     */
    public SignatureVerdict verify(
            String mediaType, byte[] bytes, ArtifactDescriptor artifact, Map<String, String> metadata) {
        List<CheckResult> checks = new ArrayList<>();
        Envelope envelope;
        try {
            envelope = read(mediaType, bytes);
        } catch (NotationException e) {
            CheckResult integrity = result(CheckType.INTEGRITY, Optional.of(e.getMessage()));
            return new SignatureVerdict(integrity.failure(), Optional.empty(), List.of(integrity), Map.of());
        }
        checks.add(result(CheckType.INTEGRITY, Optional.empty()));
        Payload payload;
        try {
            checkPlugins(envelope);
            payload = envelope.content();
        } catch (NotationException e) {
            return new SignatureVerdict(Optional.of(e.getMessage()), Optional.of(envelope), checks, Map.of());
        }
        Optional<String> failure = check(envelope, checks).or(() -> mismatch(payload, artifact, metadata));
        return new SignatureVerdict(failure, Optional.of(envelope), checks, payload.metadata());
    }

    private static Envelope read(String mediaType, byte[] bytes) throws NotationException {
        EnvelopeFormat format = EnvelopeFormat.ofMediaType(mediaType)
                .orElseThrow(() -> new NotationException(
                        "signature envelope format with media type \"" + mediaType + "\" is not supported"));
        return format.read(bytes);
    }

    /** A critical attribute that we do not know means that we do not know what the signature says. */
    private static void checkPlugins(Envelope envelope) throws NotationException {
        List<Attribute> extended = envelope.attributes().extended();
        for (Attribute attribute : extended) {
            if (attribute.key().equals(Headers.PLUGIN)) {
                throw new NotationException(
                        "signature verification is inconclusive: it needs the verification plugin \""
                                + attribute.value() + "\", and plugins are not supported");
            }
        }
        for (Attribute attribute : extended) {
            if (attribute.critical()) {
                throw new NotationException("extended critical attribute \"" + attribute.key() + "\" is not supported");
            }
        }
    }

    private Optional<String> check(Envelope envelope, List<CheckResult> checks) {
        Map<CheckType, Check> all = Map.of(
                CheckType.AUTHENTICITY, () -> checkAuthenticity(envelope),
                CheckType.EXPIRY, () -> checkExpiry(envelope),
                CheckType.AUTHENTIC_TIMESTAMP, () -> checkTime(envelope),
                CheckType.REVOCATION, () -> checkRevocation(envelope));
        for (CheckType type : CheckType.values()) {
            if (all.containsKey(type) && policy.level().action(type) != CheckAction.SKIP) {
                CheckResult result = result(type, failure(all.get(type)));
                checks.add(result);
                if (result.isFatal()) {
                    return result.failure();
                }
            }
        }
        return Optional.empty();
    }

    private void checkAuthenticity(Envelope envelope) throws NotationException {
        List<X509Certificate> trusted =
                stores.certificates(envelope.attributes().scheme().store());
        if (trusted.isEmpty()) {
            throw new NotationException("no trusted certificates are found to verify authenticity");
        }
        if (envelope.chain().stream().noneMatch(trusted::contains)) {
            throw new NotationException("the signature's certificate chain does not contain any trusted certificate");
        }
        TrustedIdentities.match(policy, envelope.signer());
    }

    private void checkExpiry(Envelope envelope) throws NotationException {
        Optional<Instant> expiry = envelope.attributes().expiry();
        if (expiry.isPresent() && !clock.instant().isBefore(expiry.get())) {
            throw new NotationException("digital signature has expired on \"" + Times.format(expiry.get()) + "\"");
        }
    }

    private void checkTime(Envelope envelope) throws NotationException {
        new SigningTimeCheck(policy, stores, revocation, clock.instant()).check(envelope);
    }

    private void checkRevocation(Envelope envelope) throws NotationException {
        SignedAttributes attributes = envelope.attributes();
        revocation.check(
                envelope.chain(),
                "signing",
                attributes.scheme() == SigningScheme.SIGNING_AUTHORITY
                        ? Optional.of(attributes.signingTime())
                        : Optional.empty());
    }

    private static Optional<String> mismatch(
            Payload payload, ArtifactDescriptor artifact, Map<String, String> metadata) {
        if (!payload.artifact().equals(artifact)) {
            return Optional.of("content descriptor mismatch: the signature is for " + payload.artifact()
                    + ", the artifact is " + artifact);
        }
        if (!payload.metadata().entrySet().containsAll(metadata.entrySet())) {
            return Optional.of("unable to find specified metadata in the signature: expected " + metadata + ", found "
                    + payload.metadata());
        }
        return Optional.empty();
    }

    private CheckResult result(CheckType type, Optional<String> failure) {
        return new CheckResult(type, policy.level().action(type), failure);
    }

    private static Optional<String> failure(Check check) {
        try {
            check.run();
            return Optional.empty();
        } catch (NotationException e) {
            return Optional.of(e.getMessage());
        }
    }

    private interface Check {
        void run() throws NotationException;
    }
}
