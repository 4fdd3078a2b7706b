package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.ArtifactDescriptor;
import io.jenkins.plugins.aks.notation.Certificates;
import io.jenkins.plugins.aks.notation.Envelope;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.notation.Payload;
import io.jenkins.plugins.aks.notation.SigningRequest;
import io.jenkins.plugins.aks.notation.UnsignedEnvelope;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.registry.Descriptor;
import io.jenkins.plugins.aks.registry.ImageReference;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.registry.ReferrerPush;
import io.jenkins.plugins.aks.registry.Repository;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs one image (W128). What a tag stands for is decided once; a signature that is there already and says the same is
 * enough. A new one is kept in the journal before it is pushed, so that a run that was killed pushes the same again.
 */
final class SignImage implements Operation<AksSession> {
    private static final String AGENT = "aks-pipeline-steps";
    private static final String DIGEST = "digest";
    private static final String ENVELOPE = "envelope";

    private final ImageReference image;
    private final SigningKey key;
    private final SignSpec spec;

    private List<Descriptor> listed;
    private int looked;

    SignImage(ImageReference image, SigningKey key, SignSpec spec) {
        this.image = image;
        this.key = key;
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Repository repository = session.registry(image.registry()).repository(image.repository());
        Manifest manifest = resolve(session, journal, repository);
        SignatureStore store = new SignatureStore(repository, manifest);
        Optional<byte[]> made = journal.get(ENVELOPE).map(Base64.getDecoder()::decode);
        if (made.isPresent()) {
            return push(session, journal, repository, store, made.get());
        }
        if (!spec.force()) {
            if (listed == null) {
                listed = store.list();
            }
            if (looked < listed.size()) {
                Descriptor next = listed.get(looked++);
                Optional<Envelope> equal = equal(session, store, next);
                return equal.isPresent()
                        ? Turn.done(result(session, equal.get(), manifest, next.digest(), false))
                        : Turn.again(Duration.ZERO, "looking at the signatures that " + image + " has");
            }
        }
        byte[] envelope = sign(session, manifest);
        journal.put(ENVELOPE, Base64.getEncoder().encodeToString(envelope)).save();
        return Turn.again(Duration.ZERO, "pushing the signature");
    }

    private Manifest resolve(AksSession session, Journal journal, Repository repository)
            throws OperationException, TransientException, IOException {
        Optional<String> decided = journal.get(DIGEST);
        Manifest manifest = repository.require(decided.orElse(image.reference()));
        if (decided.isEmpty()) {
            if (!image.hasDigest()) {
                session.log().line(Images.tagWarning("sign", image));
                session.log().line(image + " is " + image.pinned(manifest.digest()));
            }
            journal.put(DIGEST, manifest.digest()).save();
        }
        return manifest;
    }

    private Optional<Envelope> equal(AksSession session, SignatureStore store, Descriptor signature)
            throws OperationException, TransientException {
        try {
            SignatureStore.Found found = store.fetch(signature);
            if (!found.mediaType().equals(spec.format().mediaType())) {
                return Optional.empty();
            }
            Envelope envelope = spec.format().read(found.bytes());
            boolean equal = spec.isEqual(
                    envelope,
                    key.chain(session),
                    store.artifact(),
                    session.clock().instant());
            return equal ? Optional.of(envelope) : Optional.empty();
        } catch (NotationException e) {
            return Optional.empty();
        }
    }

    private byte[] sign(AksSession session, Manifest manifest) throws OperationException, TransientException {
        Instant now = session.clock().instant();
        List<X509Certificate> chain = key.chain(session);
        try {
            ArtifactDescriptor artifact = SignatureStore.artifact(manifest);
            byte[] payload = new Payload(artifact, spec.metadata()).encode();
            SigningRequest request =
                    SigningRequest.of(payload, now, spec.lifetime().map(now::plus), AGENT);
            UnsignedEnvelope unsigned = spec.format().prepare(request, chain);
            byte[] envelope = unsigned.complete(key.sign(session, unsigned));
            spec.format().read(envelope);
            return envelope;
        } catch (NotationException e) {
            throw new OperationException(
                    "notationSign: " + image + " cannot be signed with " + key.subject() + ": " + e.getMessage()
                            + ". Nothing was pushed. keyVaultCertificate makes a certificate that may sign.",
                    e);
        }
    }

    private Turn push(AksSession session, Journal journal, Repository repository, SignatureStore store, byte[] bytes)
            throws OperationException, TransientException, IOException {
        try {
            Envelope envelope = spec.format().read(bytes);
            Manifest signature = store.push(envelope, bytes);
            Optional<Duration> left = new ReferrerPush(repository, signature).advance(journal.scope("push"));
            if (left.isPresent()) {
                return Turn.again(left.get(), "the signature of " + image + " to be listed");
            }
            Manifest manifest = repository.require(journal.get(DIGEST).orElseThrow());
            return Turn.done(result(session, envelope, manifest, signature.digest(), true));
        } catch (NotationException e) {
            throw new OperationException(
                    "notationSign: the new signature of " + image + " is not good: " + e.getMessage(), e);
        }
    }

    private Map<String, Object> result(
            AksSession session, Envelope envelope, Manifest manifest, String signature, boolean changed) {
        String signer = Certificates.subject(envelope.signer());
        session.log()
                .line(
                        changed
                                ? "Successfully signed " + image.pinned(manifest.digest()) + " as " + signer
                                : image.pinned(manifest.digest()) + " is signed already as " + signer);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("image", image.pinned(manifest.digest()).toString());
        result.put("digest", manifest.digest());
        result.put("signature", signature);
        result.put("format", envelope.format().id());
        result.put("signer", signer);
        result.put("signingTime", envelope.attributes().signingTime().toString());
        envelope.attributes().expiry().ifPresent(expiry -> result.put("expiry", expiry.toString()));
        result.put("changed", changed);
        return result;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(ENVELOPE).isEmpty()
                        ? image + " was not signed"
                        : image + " may have been signed; notationVerify tells");
    }
}
