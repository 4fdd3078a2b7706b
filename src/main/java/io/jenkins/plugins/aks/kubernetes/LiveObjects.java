package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Objects as the API server has them now. What does not answer is asked again by the operation's next turn. */
public final class LiveObjects {
    private static final int NOT_FOUND = 404;

    private final ApiReader reader;

    public LiveObjects(ApiReader reader) {
        this.reader = reader;
    }

    /** @param path without a leading slash; missing where it does not exist */
    public JsonNode one(String path) throws OperationException, TransientException {
        return KubernetesErrors.call("read " + path, () -> {
            try {
                return reader.get(path, ApiReader.JSON);
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == NOT_FOUND) {
                    return MissingNode.getInstance();
                }
                throw refused;
            } catch (IOException silent) {
                throw new TransientException("read " + path + ": " + silent.getMessage(), silent);
            }
        });
    }

    /** All of a kind in a namespace, or in all with an empty one. */
    public List<JsonNode> list(ApiResource kind, String namespace, String selector)
            throws OperationException, TransientException {
        return list(kind.path(namespace, ""), selector);
    }

    /**
     * @param path of a list, without a leading slash
     * @param selector of labels; empty for all
     */
    public List<JsonNode> list(String path, String selector) throws OperationException, TransientException {
        String query =
                selector.isEmpty() ? "" : "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
        return KubernetesErrors.call("list " + path, () -> {
            try {
                List<JsonNode> items = new ArrayList<>();
                reader.get(path + query, ApiReader.JSON).path("items").forEach(items::add);
                return items;
            } catch (IOException silent) {
                throw new TransientException("list " + path + ": " + silent.getMessage(), silent);
            }
        });
    }
}
