package io.jenkins.plugins.aks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.WriteGate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The images and artifacts of one repository. */
public final class Repository {
    private static final int MOST_MANIFEST = 4 << 20;

    private final String registry;
    private final String repository;
    private final RegistryCalls calls;
    private final WriteGate gate;
    private final Clock clock;
    private final Blobs blobs;

    Repository(String registry, String repository, RegistryCalls calls, WriteGate gate, Clock clock) {
        this.registry = registry;
        this.repository = repository;
        this.calls = calls;
        this.gate = gate;
        this.clock = clock;
        this.blobs = new Blobs(name(), repository, calls, gate);
    }

    /** Registry and repository. */
    public String name() {
        return registry + "/" + repository;
    }

    public Blobs blobs() {
        return blobs;
    }

    /**
     * Reads a manifest and computes its digest.
     *
     * @param reference a tag or a digest
     * @return empty where the repository has none of this name (and where there is no such repository)
     * @throws OperationException also where the content is not what its digest says
     */
    public Optional<Manifest> manifest(String reference) throws OperationException, TransientException {
        RegistryResponse response = calls.send(
                "GET",
                path(reference),
                Map.of("Accept", MediaTypes.ACCEPTED),
                null,
                MOST_MANIFEST,
                Scope.pull(repository));
        if (response.status() == 404) {
            return Optional.empty();
        }
        if (!response.ok()) {
            throw calls.refusal("GET " + subject(reference), response);
        }
        return Optional.of(read(reference, response));
    }

    /** Like {@link #manifest}, for one that must be there. */
    public Manifest require(String reference) throws OperationException, TransientException {
        return manifest(reference)
                .orElseThrow(() -> new RegistryException(
                        404,
                        "MANIFEST_UNKNOWN",
                        subject(reference) + ": the registry has no such image. Check its name and tag, and that it"
                                + " was pushed."));
    }

    /** Whether there is a manifest; reads no content. */
    public boolean has(String reference) throws OperationException, TransientException {
        RegistryResponse response = calls.send(
                "HEAD",
                path(reference),
                Map.of("Accept", MediaTypes.ACCEPTED),
                null,
                MOST_MANIFEST,
                Scope.pull(repository));
        if (response.ok()) {
            return true;
        }
        if (response.status() == 404) {
            return false;
        }
        throw calls.refusal("HEAD " + subject(reference), response);
    }

    /**
     * Pushes a manifest; what it names must have been pushed before.
     *
     * @param reference a tag, or the manifest's own digest
     * @return true if the registry says that it listed the manifest among its subject's referrers
     */
    public boolean put(String reference, Manifest manifest) throws OperationException, TransientException {
        gate.pass(new WriteGate.Write("PUT", subject(reference)));
        RegistryResponse response = calls.send(
                "PUT",
                path(reference),
                Map.of("Content-Type", manifest.mediaType()),
                manifest.bytes(),
                MOST_MANIFEST,
                Scope.push(repository));
        if (!response.ok()) {
            throw calls.refusal("PUT " + subject(reference), response);
        }
        Optional<String> stored = response.header("docker-content-digest");
        if (stored.isPresent() && !stored.get().equals(manifest.digest())) {
            throw new OperationException("PUT " + subject(reference) + ": the registry stored " + stored.get()
                    + " instead of " + manifest.digest() + ". A proxy between changes what is sent.");
        }
        return response.header("oci-subject").isPresent();
    }

    /** @return false where there was none */
    public boolean delete(String reference) throws OperationException, TransientException {
        gate.pass(new WriteGate.Write("DELETE", subject(reference)));
        RegistryResponse response =
                calls.send("DELETE", path(reference), Map.of(), null, MOST_MANIFEST, Scope.delete(repository));
        if (response.status() == 404) {
            return false;
        }
        if (!response.ok()) {
            throw calls.refusal("DELETE " + subject(reference), response);
        }
        return true;
    }

    /**
     * What refers to a manifest, of one artifact type: from the referrers API, or from the fallback tag of a registry
     * without it (OCI distribution specification, "Listing Referrers").
     *
     * @param artifactType empty for all
     */
    public List<Descriptor> referrers(String digest, String artifactType)
            throws OperationException, TransientException {
        Optional<List<Descriptor>> listed = new ReferrersApi(name(), repository, calls).list(digest, artifactType);
        List<Descriptor> all =
                listed.isPresent() ? listed.get() : fallback(digest).list();
        return all.stream()
                .filter(each -> artifactType.isEmpty() || artifactType.equals(each.artifactType()))
                .toList();
    }

    /** The list of referrers that clients keep where the registry does not. */
    FallbackTag fallback(String digest) {
        return new FallbackTag(this, digest, clock);
    }

    Clock clock() {
        return clock;
    }

    private Manifest read(String reference, RegistryResponse response) throws OperationException {
        byte[] bytes = response.body();
        JsonNode json = Json.lenient(bytes);
        String declared = json.path("mediaType").asText("");
        String type = response.contentType().isEmpty() ? declared : response.contentType();
        if (!json.isObject() || type.isEmpty() || !declared.isEmpty() && !declared.equals(type)) {
            throw new OperationException("GET " + subject(reference) + ": the registry answered with what is no"
                    + " manifest: content type '" + response.contentType() + "', media type '" + declared + "'");
        }
        String expected = reference.contains(":")
                ? reference
                : response.header("docker-content-digest")
                        .filter(Digests::isValid)
                        .orElse("");
        if (!expected.isEmpty() && !Digests.matches(expected, bytes)) {
            throw new OperationException("GET " + subject(reference) + ": the content is not what the digest says:"
                    + " expected " + expected + ", found " + Digests.sha256(bytes)
                    + ". The registry or a proxy between changed it; nothing is done with it.");
        }
        return new Manifest(type, expected.isEmpty() ? Digests.sha256(bytes) : expected, bytes, json);
    }

    private String path(String reference) {
        return "/v2/" + repository + "/manifests/" + reference;
    }

    private String subject(String reference) {
        return name() + (reference.contains(":") ? "@" : ":") + reference;
    }
}
