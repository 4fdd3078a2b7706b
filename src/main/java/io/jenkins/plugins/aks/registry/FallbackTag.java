package io.jenkins.plugins.aks.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The referrers tag schema (OCI distribution specification): where the registry keeps no list of referrers, clients keep
 * one as an image index under a tag made of the subject's digest.
 */
final class FallbackTag {
    /** A list that was read longer ago is read again before it is written: another client may have written since. */
    private static final Duration STALE = Duration.ofSeconds(1);

    private static final int ALGORITHM = 32;
    private static final int ENCODED = 64;

    private final Repository repository;
    private final String digest;
    private final Clock clock;

    FallbackTag(Repository repository, String digest, Clock clock) {
        this.repository = repository;
        this.digest = digest;
        this.clock = clock;
    }

    /** E.g. {@code sha256-8f3e…}. */
    String tag() {
        int colon = digest.indexOf(':');
        String algorithm = digest.substring(0, colon);
        String encoded = digest.substring(colon + 1);
        return algorithm.substring(0, Math.min(ALGORITHM, algorithm.length())) + "-"
                + encoded.substring(0, Math.min(ENCODED, encoded.length()));
    }

    List<Descriptor> list() throws OperationException, TransientException {
        return read(index());
    }

    /** What {@link #ensure} came to. */
    enum Outcome {
        LISTED,
        WRITTEN,
        /** Not written, because the list was read too long ago. */
        STALE
    }

    /**
     * Adds a referrer to what the list is now, unless it is there. Others may be doing the same, and the registry has no
     * write that would notice it, so whoever calls this has to look again later.
     *
     * @param patient false to write whatever time has passed since the list was read
     */
    Outcome ensure(Descriptor referrer, boolean patient) throws OperationException, TransientException {
        Instant begin = clock.instant();
        Optional<Manifest> before = index();
        if (read(before).stream().anyMatch(each -> each.digest().equals(referrer.digest()))) {
            return Outcome.LISTED;
        }
        ObjectNode after = before.map(manifest -> (ObjectNode) manifest.json()).orElseGet(FallbackTag::empty);
        after.withArrayProperty("manifests").add(referrer.json());
        Manifest manifest = Manifest.of(MediaTypes.OCI_INDEX, Json.bytes(after));
        if (patient && Duration.between(begin, clock.instant()).compareTo(STALE) > 0) {
            return Outcome.STALE;
        }
        repository.put(tag(), manifest);
        return Outcome.WRITTEN;
    }

    private Optional<Manifest> index() throws OperationException, TransientException {
        Optional<Manifest> found = repository.manifest(tag());
        if (found.isPresent() && !found.get().mediaType().equals(MediaTypes.OCI_INDEX)) {
            throw new OperationException(repository.name() + ":" + tag() + " must be the list of what refers to "
                    + digest + ", an image index, but is " + found.get().mediaType()
                    + ". Delete that tag: no signature can be added while it is something else.");
        }
        return found;
    }

    private static List<Descriptor> read(Optional<Manifest> index) {
        List<Descriptor> all = new ArrayList<>();
        if (index.isPresent()) {
            for (JsonNode each : index.get().json().path("manifests")) {
                all.add(Descriptor.read(each));
            }
        }
        return all;
    }

    private static ObjectNode empty() {
        ObjectNode index = Json.MAPPER.createObjectNode();
        index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX).putArray("manifests");
        return index;
    }
}
