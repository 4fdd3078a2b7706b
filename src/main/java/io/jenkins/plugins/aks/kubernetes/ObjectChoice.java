package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects by kind and name, or by kind and label selector.
 *
 * @param kind as kubectl takes it: {@code deploy}, {@code deployments.apps}
 * @param name empty for those that {@code selector} finds
 * @param selector a label selector; empty for all
 */
public record ObjectChoice(String kind, String name, String namespace, String selector) {

    private static final String DEFAULT_NAMESPACE = "default";

    /** @throws InvalidParameterException for a kind that the cluster does not serve, or a category */
    public List<ChosenObject> find(ApiReader reader) throws OperationException, TransientException {
        ApiResource resource = resource(reader);
        String where = resource.namespaced() ? (namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace) : "";
        if (!name.isEmpty()) {
            return List.of(
                    new ChosenObject(resource, where, name, new LiveObjects(reader).one(resource.path(where, name))));
        }
        List<ChosenObject> found = new ArrayList<>();
        for (JsonNode item : new LiveObjects(reader).list(resource, where, selector)) {
            found.add(new ChosenObject(
                    resource,
                    item.at("/metadata/namespace").asText(),
                    item.at("/metadata/name").asText(),
                    item));
        }
        return found;
    }

    private ApiResource resource(ApiReader reader) throws OperationException, TransientException {
        List<ApiResource> kinds = KubernetesErrors.call("look up " + kind, () -> {
            try {
                return new ApiDiscovery(reader).find(kind);
            } catch (IOException silent) {
                throw new TransientException("look up " + kind + ": " + silent.getMessage(), silent);
            }
        });
        if (kinds.size() != 1) {
            throw new InvalidParameterException(
                    "kind",
                    kind,
                    "one kind, its plural or its short name that this cluster serves",
                    "Check the spelling; a custom resource needs its definition installed first.");
        }
        return kinds.get(0);
    }
}
