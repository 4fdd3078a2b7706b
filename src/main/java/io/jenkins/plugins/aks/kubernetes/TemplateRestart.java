package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;

/**
 * Restarts a workload as {@code kubectl rollout restart} does, by a changed annotation of its pod template. Sent as a
 * strategic merge patch: fabric8's own restart is refused where the template has no annotations yet.
 */
public final class TemplateRestart {
    private static final String ANNOTATION = "kubectl.kubernetes.io/restartedAt";

    private final ApiCall api;

    public TemplateRestart(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    private static boolean isAt(JsonNode workload, String time) {
        return workload.at("/spec/template/metadata/annotations")
                .path(ANNOTATION)
                .asText()
                .equals(time);
    }

    /**
     * Sends nothing where it was restarted at this time already.
     *
     * @param path without a leading slash
     * @param time RFC 3339
     * @return whether anything was sent
     */
    public boolean restart(String path, JsonNode workload, String time) throws OperationException, TransientException {
        if (isAt(workload, time)) {
            return false;
        }
        ObjectNode patch = ApiCall.MAPPER.createObjectNode();
        patch.withObject("/spec/template/metadata/annotations").put(ANNOTATION, time);
        KubernetesErrors.call("restart " + path, () -> {
            try {
                return ApiCall.await(api.send(
                        "PATCH",
                        path + "?fieldManager=" + ServerSideApply.FIELD_MANAGER + "-restart",
                        "application/strategic-merge-patch+json",
                        patch));
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
        return true;
    }
}
