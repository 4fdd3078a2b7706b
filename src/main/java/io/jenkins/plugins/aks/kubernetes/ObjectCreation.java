package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;

/** Creates objects that nobody applies again, such as a pod that runs once. */
public final class ObjectCreation {
    private static final int CONFLICT = 409;

    private final ApiCall api;

    public ObjectCreation(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /**
     * @param path of the collection, without a leading slash
     * @param subject as errors name it
     * @return false where an object of this name exists
     */
    public boolean create(String path, JsonNode object, String subject) throws OperationException, TransientException {
        return KubernetesErrors.call("create " + subject, () -> {
            try {
                ApiCall.await(api.send(
                        "POST", path + "?fieldManager=" + ServerSideApply.FIELD_MANAGER, ApiReader.JSON, object));
                return true;
            } catch (KubernetesClientException refused) {
                boolean exists = refused.getCode() == CONFLICT
                        && refused.getStatus() != null
                        && "AlreadyExists".equals(refused.getStatus().getReason());
                if (exists) {
                    return false;
                }
                throw refused;
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }
}
