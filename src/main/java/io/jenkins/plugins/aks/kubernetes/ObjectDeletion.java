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
    private static final int CONFLICT = 409;

    private final ApiCall api;

    public ObjectDeletion(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /** As {@link #delete(String, String)}, whichever object has the name now. */
    public boolean delete(String path) throws OperationException, TransientException {
        return delete(path, "");
    }

    /**
     * Asks for the deletion; finalizers may delay it.
     *
     * @param path without a leading slash
     * @param uid of the object that is meant: one that took its name since is left alone; empty for any
     * @return whether the object existed
     */
    public boolean delete(String path, String uid) throws OperationException, TransientException {
        return delete(path, uid, options());
    }

    /**
     * As {@link #delete(String, String)}, but of a pod whose node does not answer: without waiting for the node to say that
     * its containers have ended.
     */
    public boolean deleteNow(String path, String uid) throws OperationException, TransientException {
        return delete(path, uid, options().put("gracePeriodSeconds", 0));
    }

    private static ObjectNode options() {
        ObjectNode options = ApiCall.MAPPER.createObjectNode();
        return options.put("apiVersion", "v1").put("kind", "DeleteOptions").put("propagationPolicy", "Background");
    }

    private boolean delete(String path, String uid, ObjectNode options) throws OperationException, TransientException {
        if (!uid.isEmpty()) {
            options.putObject("preconditions").put("uid", uid);
        }
        return KubernetesErrors.call("delete " + path, () -> {
            try {
                ApiCall.await(api.send("DELETE", path, ApiReader.JSON, options));
                return true;
            } catch (KubernetesClientException refused) {
                boolean another = refused.getCode() == CONFLICT && !uid.isEmpty();
                if (refused.getCode() == NOT_FOUND || another) {
                    return false;
                }
                throw refused;
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }
}
