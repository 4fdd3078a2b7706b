package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;

/** Reads the Kubernetes API by path, for what fabric8's typed calls do not give: discovery and the server's tables. */
public final class ApiReader {

    /** What kubectl asks for: the server's own columns, each row with the whole object. */
    public static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    public static final String JSON = "application/json";

    private final ApiCall api;

    public ApiReader(KubernetesClient client) {
        this.api = new ApiCall(client);
    }

    /**
     * @param path without a leading slash, with its query
     * @throws KubernetesClientException with the server's status where it refused
     * @throws IOException where it did not answer
     */
    public JsonNode get(String path, String accept) throws IOException {
        return ApiCall.await(api.get(path, accept));
    }
}
