package io.jenkins.plugins.aks.storage;

import io.jenkins.plugins.aks.azure.ProviderRegistration;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Sequence;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Azure Container Storage, version 1, on a cluster: checked, installed, its components ready (W079 to W081). */
final class EnableContainerStorage {
    private static final String CHECK = "check";
    private static final String EXTENSION = "extension";
    private static final String COMPONENTS = "components";

    private EnableContainerStorage() {}

    static Operation<AksSession> of(StorageSpec spec) {
        StorageNodes nodes = new StorageNodes(spec.clusterId());
        Sequence.Builder<AksSession> phases = Sequence.<AksSession>named()
                .then(CHECK, new StorageCheck(spec))
                .then("provider", (session, journal) -> registered(session, spec.subscription()));
        for (String pool : spec.nodePools()) {
            phases.thenFrom("node pool " + pool, results -> made(nodes, spec, pool, results.get(CHECK)));
        }
        return phases.then("labels", nodes.labels(spec.nodePools()))
                .thenFrom(EXTENSION, results -> new StorageExtension(spec)
                        .installed(((Number) results.get(CHECK).get("vCpus")).intValue()))
                .then("first pool", new FirstPool(spec.clusterId(), true))
                .then(COMPONENTS, new StorageComponents(spec.clusterId()))
                .returning(results -> result(spec, results))
                .writing(spec.clusterId())
                .build();
    }

    private static Turn registered(AksSession session, String subscription) throws Exception {
        Optional<Turn> waiting = ProviderRegistration.ensure(
                session.arm(), session.log(), subscription, List.of(ContainerStorage.PROVIDER));
        return waiting.orElse(Turn.done(Map.of()));
    }

    private static Operation<AksSession> made(
            StorageNodes nodes, StorageSpec spec, String pool, Map<String, Object> checked) {
        boolean missing = checked.get("missing") instanceof List<?> list && list.contains(pool);
        return missing
                ? nodes.pool(pool, String.valueOf(checked.get("vmSize")), spec.nodeCount())
                : (session, journal) -> Turn.done(Map.of("changed", false));
    }

    private static Map<String, Object> result(StorageSpec spec, Map<String, Map<String, Object>> results) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("version", results.get(EXTENSION).get("version"));
        result.put("nodePools", spec.nodePools());
        result.put("createdNodePools", results.get(CHECK).get("missing"));
        result.put("components", results.get(COMPONENTS).get("components"));
        result.put("changed", results.values().stream().anyMatch(each -> Boolean.TRUE.equals(each.get("changed"))));
        return result;
    }
}
