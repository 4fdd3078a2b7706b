package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.Optional;

/** Asks pods to leave their node, as {@code kubectl drain} does: disruption budgets are respected. */
public final class PodEviction {
    private static final int NOT_FOUND = 404;
    private static final int BLOCKED = 429;

    private final ApiCall api;

    public PodEviction(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /** Whether a drain moves the pod: those of a DaemonSet, of the node itself and those that have ended stay. */
    public static boolean isMoved(JsonNode pod) {
        String phase = pod.at("/status/phase").asText();
        boolean ended = phase.equals("Succeeded") || phase.equals("Failed");
        boolean ofNode = pod.at("/metadata/annotations").has("kubernetes.io/config.mirror");
        for (JsonNode owner : pod.at("/metadata/ownerReferences")) {
            if (owner.path("kind").asText().equals("DaemonSet")
                    && owner.path("controller").asBoolean()) {
                return false;
            }
        }
        return !ended && !ofNode;
    }

    /** @return why it may not go now, in the service's words; empty where it goes or is gone */
    public Optional<String> evict(JsonNode pod) throws OperationException, TransientException {
        String namespace = pod.at("/metadata/namespace").asText();
        String name = pod.at("/metadata/name").asText();
        ObjectNode eviction = ApiCall.MAPPER.createObjectNode();
        eviction.put("apiVersion", "policy/v1").put("kind", "Eviction");
        eviction.putObject("metadata").put("name", name).put("namespace", namespace);
        eviction.putObject("deleteOptions")
                .putObject("preconditions")
                .put("uid", pod.at("/metadata/uid").asText());
        String path = PodChoice.path(namespace) + "/" + ApiResource.segment(name) + "/eviction";
        return KubernetesErrors.call("evict pod " + namespace + "/" + name, () -> {
            try {
                ApiCall.await(api.send("POST", path, ApiReader.JSON, eviction));
                return Optional.empty();
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == BLOCKED) {
                    return Optional.of(
                            refused.getStatus().getMessage() == null
                                    ? "a disruption budget"
                                    : refused.getStatus().getMessage());
                }
                if (refused.getCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw refused;
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }
}
