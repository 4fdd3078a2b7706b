package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;

/** One label of an object set or taken away, as {@code kubectl label} does it; the others stay. */
public final class LabelChange {
    private final ApiCall api;

    public LabelChange(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /**
     * Sends nothing where the label is so already.
     *
     * @param path without a leading slash
     * @param live the object as the API server has it now
     * @param value null to take the label away
     * @return whether anything was sent
     */
    public boolean make(String path, JsonNode live, String label, String value)
            throws OperationException, TransientException {
        JsonNode now = live.at("/metadata/labels").path(label);
        if (value == null ? now.isMissingNode() : value.equals(now.textValue())) {
            return false;
        }
        ObjectNode patch = ApiCall.MAPPER.createObjectNode();
        patch.putObject("metadata").putObject("labels").put(label, value);
        KubernetesErrors.call("label " + path, () -> {
            try {
                return ApiCall.await(api.send(
                        "PATCH",
                        path + "?fieldManager=" + ServerSideApply.FIELD_MANAGER + "-label",
                        "application/merge-patch+json",
                        patch));
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
        return true;
    }
}
