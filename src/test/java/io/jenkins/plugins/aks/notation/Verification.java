package io.jenkins.plugins.aks.notation;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A verification that tests change in the one point they are about. */
final class Verification {
    private final List<TrustStore> stores = new ArrayList<>();
    private String policy = TestSigner.STRICT;
    private Instant now = TestSigner.NOW;
    private ArtifactDescriptor artifact = TestSigner.ARTIFACT;
    private Map<String, String> metadata = Map.of();
    private Fetcher fetcher = request -> {
        throw new IOException("nobody answers at " + request.url());
    };

    static Verification trusting(TrustStore... stores) {
        Verification verification = new Verification();
        verification.stores.addAll(List.of(stores));
        return verification;
    }

    Verification policy(String json) {
        policy = json;
        return this;
    }

    /** The strict policy with something in it replaced. */
    Verification policyWith(String old, String replacement) {
        return policy(TestSigner.STRICT.replace(old, replacement));
    }

    Verification at(Instant time) {
        now = time;
        return this;
    }

    Verification of(ArtifactDescriptor other) {
        artifact = other;
        return this;
    }

    Verification requiring(Map<String, String> wanted) {
        metadata = wanted;
        return this;
    }

    Verification fetching(Fetcher other) {
        fetcher = other;
        return this;
    }

    SignatureVerdict verify(EnvelopeFormat format, byte[] envelope) throws NotationException {
        TrustPolicy statement = TrustPolicyDocument.parse(policy).applicable(TestSigner.REPOSITORY);
        return new SignatureVerifier(statement, stores, fetcher, Clock.fixed(now, ZoneOffset.UTC))
                .verify(format.mediaType(), envelope, artifact, metadata);
    }
}
