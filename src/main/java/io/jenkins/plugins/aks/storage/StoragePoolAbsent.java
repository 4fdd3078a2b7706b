package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes a StoragePool of which no volume is made, and waits until it and its storage class are gone (W082). */
final class StoragePoolAbsent implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String DELETED = "deleted";

    private final StoragePoolSpec spec;

    StoragePoolAbsent(StoragePoolSpec spec) {
        this.spec = spec;
    }

    static void requireUnused(StoragePools pools, String name) throws OperationException, TransientException {
        List<String> claims = pools.claims(name);
        if (!claims.isEmpty()) {
            throw new OperationException(
                    "StoragePool " + name + " is in use by the claims " + String.join(", ", claims)
                            + ", and their data would be lost. Delete them first.",
                    Map.of("code", "StoragePoolInUse", "name", name),
                    null);
        }
    }

    static void delete(AksSession session, StoragePoolSpec spec, JsonNode pool)
            throws OperationException, TransientException {
        new ObjectDeletion(session.kubernetes(spec.clusterId()))
                .delete(StoragePools.path(spec.name()), pool.at("/metadata/uid").asText());
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        StoragePools pools = new StoragePools(new ApiReader(session.kubernetes(spec.clusterId())));
        Optional<JsonNode> found = pools.find(spec.name());
        if (found.isPresent()) {
            if (!found.get().at("/metadata/deletionTimestamp").isTextual()) {
                requireUnused(pools, spec.name());
                session.log().line("deleting StoragePool " + spec.name());
                journal.put(DELETED, "true").save();
                delete(session, spec, found.get());
            }
            return Turn.again(LOOK_AGAIN, "StoragePool " + spec.name() + ": deleting");
        }
        boolean deleted = journal.get(DELETED).isPresent();
        if (deleted && pools.storageClass(spec.name()).isPresent()) {
            return Turn.again(LOOK_AGAIN, "the storage class " + StoragePools.className(spec.name()) + " to be gone");
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", spec.name());
        result.put("changed", deleted);
        return Turn.done(result);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(DELETED).isPresent()
                        ? "StoragePool " + spec.name() + " is being deleted"
                        : "nothing was deleted");
    }
}
