package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.kubernetes.ReadyState;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until every component in the namespace of Azure Container Storage runs (W081). */
final class StorageComponents implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final List<String> KINDS = List.of("DaemonSet", "Deployment", "StatefulSet");
    private static final int SHOWN = 3;

    private final String clusterId;

    StorageComponents(String clusterId) {
        this.clusterId = clusterId;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        ApiReader reader = new ApiReader(session.kubernetes(clusterId));
        KindCatalog kinds = new KindCatalog(reader);
        ReadinessLook look = new ReadinessLook(reader);
        int found = 0;
        List<String> unready = new ArrayList<>();
        for (String name : KINDS) {
            Optional<ApiResource> kind = kinds.find("apps/v1", name);
            if (kind.isEmpty()) {
                continue;
            }
            for (JsonNode component : list(reader, kind.get())) {
                found++;
                ReadyState state = look.at(kind.get(), component);
                if (!state.isReady()) {
                    unready.add(name + " " + component.at("/metadata/name").asText() + ": " + state.text());
                }
            }
        }
        if (found == 0) {
            return Turn.again(LOOK_AGAIN, "the first component in the namespace " + ContainerStorage.NAMESPACE);
        }
        if (!unready.isEmpty()) {
            String more = unready.size() > SHOWN ? " | and " + (unready.size() - SHOWN) + " more" : "";
            return Turn.again(
                    LOOK_AGAIN, String.join(" | ", unready.subList(0, Math.min(SHOWN, unready.size()))) + more);
        }
        return Turn.done(Map.of("components", found));
    }

    private static JsonNode list(ApiReader reader, ApiResource kind) throws OperationException, TransientException {
        String path = kind.path(ContainerStorage.NAMESPACE, "");
        return KubernetesErrors.call("read " + path, () -> {
            try {
                return reader.get(path, ApiReader.JSON).path("items");
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }
}
