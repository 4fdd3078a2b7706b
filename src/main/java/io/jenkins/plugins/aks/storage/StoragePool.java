package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApplyOptions;
import io.jenkins.plugins.aks.kubernetes.ManifestApply;
import io.jenkins.plugins.aks.kubernetes.ManifestYaml;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a StoragePool be as asked, and waits until its storage class is there (W082 to W084). What a pool is made of
 * cannot be changed: one that differs is deleted first where that was asked for, and only while no volume is made of it.
 */
final class StoragePool implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String REPLACED = "replaced";
    private static final String WARNED = "warned";

    private final StoragePoolSpec spec;
    private final ManifestApply apply =
            new ManifestApply(new ApplyOptions(ContainerStorage.NAMESPACE, true, false, false));

    StoragePool(StoragePoolSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        StoragePools pools = new StoragePools(new ApiReader(client));
        Optional<JsonNode> found = pools.find(spec.name());
        Optional<Turn> replacing = replace(session, journal, pools, found);
        if (replacing.isPresent()) {
            return replacing.get();
        }
        warn(session, journal, pools);
        if (!apply.isPrepared()) {
            String manifest = spec.manifest().toString();
            apply.prepare(ManifestYaml.parse("StoragePool", manifest), new ApiReader(client));
        }
        Optional<Turn> applying = apply.advance(client, journal, session.log());
        return applying.isPresent() ? applying.get() : ready(journal, pools);
    }

    /** Waits for a pool that is going, and deletes one that differs. */
    private Optional<Turn> replace(AksSession session, Journal journal, StoragePools pools, Optional<JsonNode> found)
            throws OperationException, TransientException, IOException {
        if (found.isEmpty()) {
            boolean leaving = journal.get(REPLACED).isPresent()
                    && journal.get(WARNED).isEmpty()
                    && pools.storageClass(spec.name()).isPresent();
            return leaving
                    ? Optional.of(Turn.again(LOOK_AGAIN, "the storage class of the former pool to be gone"))
                    : Optional.empty();
        }
        JsonNode poolType = found.get().at("/spec/poolType");
        boolean going = found.get().at("/metadata/deletionTimestamp").isTextual();
        if (!going && StoragePoolType.same(poolType, spec.poolType())) {
            return Optional.empty();
        }
        if (!going) {
            requireReplaceable(pools, poolType);
            session.log().line("StoragePool " + spec.name() + ": deleting it, since it is made of " + poolType);
            journal.put(REPLACED, "true").save();
            StoragePoolAbsent.delete(session, spec, found.get());
        }
        return Optional.of(Turn.again(LOOK_AGAIN, "StoragePool " + spec.name() + ": deleting"));
    }

    private void requireReplaceable(StoragePools pools, JsonNode poolType)
            throws OperationException, TransientException {
        if (!spec.replace()) {
            throw new OperationException(
                    "StoragePool " + spec.name() + " exists and is made of " + poolType + "; asked for was "
                            + spec.poolType()
                            + ", and this cannot be changed. With replace: true it is deleted and made"
                            + " anew.",
                    Map.of("code", "StoragePoolDiffers", "name", spec.name()),
                    null);
        }
        StoragePoolAbsent.requireUnused(pools, spec.name());
    }

    private void warn(AksSession session, Journal journal, StoragePools pools)
            throws OperationException, TransientException, IOException {
        if (journal.get(WARNED).isPresent()) {
            return;
        }
        int nodes = pools.nodes();
        if (spec.disk().isEphemeral() && spec.replicas() > nodes) {
            session.log()
                    .line("warning: " + spec.replicas() + " replicas need as many ready nodes with the label "
                            + ContainerStorage.LABEL + "=" + ContainerStorage.LABEL_VALUE + ", and there are " + nodes
                            + ": scale a pool with aksNodePool, or name another with enableContainerStorage");
        }
        journal.put(WARNED, "true").save();
    }

    private Turn ready(Journal journal, StoragePools pools) throws Exception {
        JsonNode pool = pools.find(spec.name())
                .orElseThrow(() -> new OperationException("StoragePool " + spec.name()
                        + " is gone again: somebody deleted it while this step waited for it."));
        String trouble = StoragePoolType.trouble(pool);
        Optional<JsonNode> storageClass = pools.storageClass(spec.name());
        if (!trouble.isEmpty() || storageClass.isEmpty()) {
            String what = trouble.isEmpty() ? "its storage class " + StoragePools.className(spec.name()) : trouble;
            return Turn.again(LOOK_AGAIN, "StoragePool " + spec.name() + ": " + what);
        }
        Map<String, Object> applied = apply.result(journal, line -> {});
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", spec.name());
        result.put("storageClass", StoragePools.className(spec.name()));
        result.put("provisioner", storageClass.get().path("provisioner").asText());
        result.put("replicas", spec.replicas());
        result.put("nodes", pools.nodes());
        result.put("changed", applied.get("changed"));
        return Turn.done(result);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        String left = ManifestApply.leave(client, journal, how == OnAbort.DELETE);
        return Operation.left(
                journal.get(REPLACED).isPresent() ? "the StoragePool of before was deleted; " + left : left);
    }

    @Override
    public Optional<String> writerKey() {
        return Optional.of(spec.clusterId() + "/storagepools/" + spec.name());
    }
}
