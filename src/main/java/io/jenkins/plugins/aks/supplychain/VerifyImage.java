package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.SignatureVerdict;
import io.jenkins.plugins.aks.notation.SignatureVerifier;
import io.jenkins.plugins.aks.notation.TrustPolicy;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.registry.Descriptor;
import io.jenkins.plugins.aks.registry.ImageReference;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.registry.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies one image (W134): its signatures one after the other, one in each turn, until one is valid under the policy. It
 * writes nothing, and what it found so far is not kept: after a restart it begins again.
 */
final class VerifyImage implements Operation<AksSession> {
    static final String VERIFIED = "verified";
    static final String FAILURE = "failure";

    private final ImageReference image;
    private final Trust trust;
    private final Map<String, String> metadata;

    private Manifest manifest;
    private TrustPolicy statement;
    private List<Descriptor> listed;
    private final List<Map<String, Object>> verdicts = new ArrayList<>();

    VerifyImage(ImageReference image, Trust trust, Map<String, String> metadata) {
        this.image = image;
        this.trust = trust;
        this.metadata = Map.copyOf(metadata);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws OperationException, TransientException {
        Repository repository = session.registry(image.registry()).repository(image.repository());
        if (listed == null) {
            return begin(session, repository);
        }
        Descriptor next = listed.get(verdicts.size());
        SignatureVerdict verdict = verify(session, new SignatureStore(repository, manifest), next);
        verdicts.add(VerdictMap.of(next.digest(), verdict));
        if (verdict.isValid()) {
            verdict.warnings().forEach(warning -> session.log().line("Warning: " + warning));
            session.log()
                    .line("Successfully verified signature for " + pinned() + ", signed by "
                            + verdicts.get(verdicts.size() - 1).get("signer"));
            return Turn.done(result(Optional.empty()));
        }
        session.log()
                .line(next.digest() + " does not verify " + pinned() + ": "
                        + verdict.failure().orElse(""));
        return verdicts.size() < listed.size()
                ? Turn.again(Duration.ZERO, "verifying signature " + (verdicts.size() + 1) + " of " + listed.size())
                : Turn.done(result(Optional.of("signature verification failed for all the signatures associated with "
                        + pinned() + ": " + failures())));
    }

    private Turn begin(AksSession session, Repository repository) throws OperationException, TransientException {
        statement = trust.statement(session, image.name());
        manifest = repository.require(image.reference());
        if (!image.hasDigest()) {
            session.log().line(Images.tagWarning("verify", image));
        }
        if (statement.level().isSkip()) {
            session.log().line("Trust policy is configured to skip signature verification for " + pinned());
            return Turn.done(result(Optional.empty()));
        }
        trust.stores(session);
        listed = new SignatureStore(repository, manifest).list();
        return listed.isEmpty()
                ? Turn.done(result(Optional.of("signature verification failed: no signature is associated with \""
                        + pinned() + "\", make sure the artifact was signed successfully")))
                : Turn.again(Duration.ZERO, "verifying signature 1 of " + listed.size());
    }

    private SignatureVerdict verify(AksSession session, SignatureStore store, Descriptor signature)
            throws OperationException, TransientException {
        try {
            SignatureStore.Found found = store.fetch(signature);
            return new SignatureVerifier(
                            statement,
                            trust.stores(session),
                            new RevocationFetcher(session.httpClient()),
                            session.clock())
                    .verify(found.mediaType(), found.bytes(), store.artifact(), metadata);
        } catch (NotationException e) {
            return new SignatureVerdict(Optional.of(e.getMessage()), Optional.empty(), List.of(), Map.of());
        }
    }

    private Map<String, Object> result(Optional<String> failure) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("image", pinned().toString());
        result.put("digest", manifest.digest());
        result.put(VERIFIED, failure.isEmpty());
        failure.ifPresent(text -> result.put(FAILURE, text));
        result.put("policy", statement.name());
        result.put("level", statement.level().name());
        if (failure.isEmpty() && !verdicts.isEmpty()) {
            result.putAll(verdicts.get(verdicts.size() - 1));
            result.remove("valid");
        }
        result.put("signatures", List.copyOf(verdicts));
        return result;
    }

    private String failures() {
        List<String> failures = new ArrayList<>();
        verdicts.forEach(verdict -> failures.add(verdict.get("signature") + ": " + verdict.get(FAILURE)));
        return String.join("; ", failures);
    }

    private ImageReference pinned() {
        return image.pinned(manifest.digest());
    }
}
