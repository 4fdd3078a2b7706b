package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.DeleteResource;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes Azure Container Storage off a cluster: its storage pools, the extension, the labels of the nodes. Storage that is
 * in use stays, and is named.
 */
final class DisableContainerStorage implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String DELETED = "deleted";
    private static final String CLUSTER = "cluster";
    private static final String EXISTS = "exists";

    private final String clusterId;

    private DisableContainerStorage(String clusterId) {
        this.clusterId = clusterId;
    }

    static Operation<AksSession> of(String clusterId) {
        return Sequence.<AksSession>named()
                .then(CLUSTER, (session, journal) -> looked(session, clusterId))
                .thenFrom("settings", results -> where(results, new FirstPool(clusterId, false)))
                .thenFrom("storage pools", results -> where(results, new DisableContainerStorage(clusterId)))
                .thenFrom(
                        "extension",
                        results -> where(
                                results,
                                new DeleteResource<>(
                                        ContainerStorage.extension(clusterId), AksSession.ACCESS, current -> {})))
                .thenFrom("labels", results -> where(results, new StorageNodes(clusterId).labels(List.of())))
                .writing(clusterId)
                .build();
    }

    private static Turn looked(AksSession session, String clusterId) throws OperationException, TransientException {
        boolean exists =
                session.arm().find(clusterId, ApiVersions.CONTAINER_SERVICE).isPresent();
        return Turn.done(Map.of(EXISTS, exists));
    }

    /** On a cluster that is gone there is nothing to take off. */
    private static Operation<AksSession> where(
            Map<String, Map<String, Object>> results, Operation<AksSession> operation) {
        return Boolean.TRUE.equals(results.get(CLUSTER).get(EXISTS))
                ? operation
                : (session, journal) -> Turn.done(Map.of("changed", false));
    }

    /** Deletes the storage pools of which no volume is made; refuses where one is in use. */
    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        StoragePools pools = new StoragePools(new ApiReader(client));
        List<JsonNode> found = pools.all();
        requireUnused(pools, found);
        List<String> left = new ArrayList<>();
        for (JsonNode pool : found) {
            String name = pool.at("/metadata/name").asText();
            if (!pool.at("/metadata/deletionTimestamp").isTextual()) {
                session.log().line("deleting StoragePool " + name);
                journal.put(DELETED, "true").save();
                new ObjectDeletion(client)
                        .delete(
                                StoragePools.path(name),
                                pool.at("/metadata/uid").asText());
            }
            left.add(name);
        }
        return left.isEmpty()
                ? Turn.done(Map.of("changed", journal.get(DELETED).isPresent()))
                : Turn.again(LOOK_AGAIN, "storage pools to be gone: " + String.join(", ", left));
    }

    private static void requireUnused(StoragePools pools, List<JsonNode> found) throws Exception {
        List<String> used = new ArrayList<>();
        for (JsonNode pool : found) {
            String name = pool.at("/metadata/name").asText();
            pools.claims(name).forEach(claim -> used.add(claim + " (storage pool " + name + ")"));
        }
        if (!used.isEmpty()) {
            throw new OperationException(
                    "Azure Container Storage is in use, and its data would be lost. Delete these claims first: "
                            + String.join(", ", used) + ".",
                    Map.of("code", "StoragePoolInUse"),
                    null);
        }
    }
}
