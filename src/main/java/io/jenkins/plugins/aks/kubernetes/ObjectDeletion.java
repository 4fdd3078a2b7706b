package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;

/** Deletes objects by path; what they own goes with them. */
public final class ObjectDeletion {
    private static final int NOT_FOUND = 404;

    private final ApiCall api;

    public ObjectDeletion(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /**
     * Asks for the deletion; finalizers may delay it.
     *
     * @param path without a leading slash
     * @return whether the object existed
     */
    public boolean delete(String path) throws OperationException, TransientException {
        ObjectNode options = ApiCall.MAPPER.createObjectNode();
        options.put("apiVersion", "v1").put("kind", "DeleteOptions").put("propagationPolicy", "Background");
        return KubernetesErrors.call("delete " + path, () -> {
            try {
                ApiCall.await(api.send("DELETE", path, ApiReader.JSON, options));
                return true;
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == NOT_FOUND) {
                    return false;
                }
                throw refused;
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }
}
