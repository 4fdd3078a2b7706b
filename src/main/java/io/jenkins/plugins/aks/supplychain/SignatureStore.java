package io.jenkins.plugins.aks.supplychain;

import io.jenkins.plugins.aks.notation.ArtifactDescriptor;
import io.jenkins.plugins.aks.notation.Envelope;
import io.jenkins.plugins.aks.notation.NotationException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.registry.Descriptor;
import io.jenkins.plugins.aks.registry.Manifest;
import io.jenkins.plugins.aks.registry.Repository;
import java.util.List;

/** The signatures of one image, as its registry keeps them. */
final class SignatureStore {
    /** As the notation CLI: a registry could list signatures without end. */
    static final int MOST = 100;

    private static final int LARGEST_ENVELOPE = 32 << 20;

    private final Repository repository;
    private final Manifest image;

    SignatureStore(Repository repository, Manifest image) {
        this.repository = repository;
        this.image = image;
    }

    /**
     * An envelope as it was found.
     *
     * @param mediaType tells its format
     */
    record Found(String mediaType, byte[] bytes) {}

    /** The manifests of the signatures, at most {@link #MOST}. */
    List<Descriptor> list() throws OperationException, TransientException {
        List<Descriptor> all = repository.referrers(image.digest(), SignatureManifest.TYPE);
        return all.size() > MOST ? all.subList(0, MOST) : all;
    }

    /** @throws NotationException where the manifest is no signature of this image */
    Found fetch(Descriptor signature) throws OperationException, TransientException, NotationException {
        Manifest manifest = repository.require(signature.digest());
        Descriptor layer = SignatureManifest.layer(manifest);
        if (layer.size() > LARGEST_ENVELOPE) {
            throw new NotationException("the envelope has " + layer.size() + " bytes, at most " + LARGEST_ENVELOPE);
        }
        return new Found(layer.mediaType(), repository.blobs().get(layer.digest(), LARGEST_ENVELOPE));
    }

    /** Pushes the envelope; its manifest is left to be pushed, and that makes it a signature of the image. */
    Manifest push(Envelope envelope, byte[] bytes) throws OperationException, TransientException, NotationException {
        Descriptor config = repository.blobs().put(SignatureManifest.TYPE, SignatureManifest.CONFIG);
        Descriptor layer = repository.blobs().put(envelope.format().mediaType(), bytes);
        return SignatureManifest.of(image, config, layer, envelope);
    }

    ArtifactDescriptor artifact() {
        return artifact(image);
    }

    static ArtifactDescriptor artifact(Manifest image) {
        return new ArtifactDescriptor(
                image.mediaType(), image.digest(), image.descriptor().size());
    }
}
