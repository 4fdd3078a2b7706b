package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;

/** Whether a node takes new pods: what {@code kubectl cordon} and {@code uncordon} set. */
public final class NodeScheduling {
    private final ApiCall api;

    public NodeScheduling(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /** The path of a node, without a leading slash. */
    public static String path(String node) {
        return "api/v1/nodes/" + ApiResource.segment(node);
    }

    public static boolean isCordoned(JsonNode node) {
        return node.at("/spec/unschedulable").asBoolean();
    }

    /**
     * Sends nothing where it is so already.
     *
     * @param node as the API server has it
     * @return whether anything was sent
     */
    public boolean cordon(JsonNode node, boolean cordoned) throws OperationException, TransientException {
        if (isCordoned(node) == cordoned) {
            return false;
        }
        String name = node.at("/metadata/name").asText();
        ObjectNode patch = ApiCall.MAPPER.createObjectNode();
        patch.putObject("spec").put("unschedulable", cordoned);
        KubernetesErrors.call((cordoned ? "cordon" : "uncordon") + " node " + name, () -> {
            try {
                return ApiCall.await(api.send(
                        "PATCH",
                        path(name) + "?fieldManager=" + ServerSideApply.FIELD_MANAGER,
                        "application/strategic-merge-patch+json",
                        patch));
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
        return true;
    }
}
