package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.ChosenObjects;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The network policies that a cluster has. */
final class ClusterPolicies {
    /** Marks what this plugin has applied; what carries another value is not ours. */
    static final String LABEL = "app.kubernetes.io/managed-by";

    static final String OURS = "aks-pipeline-steps";

    private static final String[][] KINDS = {
        {"cilium.io/v2", PolicySpec.CILIUM}, {"networking.k8s.io/v1", PolicySpec.PLAIN}
    };

    private final KindCatalog kinds;
    private final LiveObjects objects;

    ClusterPolicies(ApiReader reader) {
        this.kinds = new KindCatalog(reader);
        this.objects = new LiveObjects(reader);
    }

    /** A policy with its kind as the API server serves it. */
    record Found(ApiResource kind, JsonNode object) {
        ChosenObjects.One chosen() {
            return ChosenObjects.One.of(kind, object);
        }
    }

    /** The policies of a namespace of one kind; none where the cluster does not serve the kind. */
    List<Found> in(String namespace, String selector, String... wanted) throws OperationException, TransientException {
        List<Found> found = new ArrayList<>();
        for (String[] each : KINDS) {
            Optional<ApiResource> kind = kinds.find(each[0], each[1]);
            if (kind.isPresent() && List.of(wanted).contains(each[1])) {
                for (JsonNode object : objects.list(kind.get(), namespace, selector)) {
                    // Items of a list do not say themselves what they are.
                    ObjectNode whole = object.deepCopy();
                    found.add(new Found(
                            kind.get(), whole.put("apiVersion", each[0]).put("kind", each[1])));
                }
            }
        }
        return found;
    }

    List<Found> ours(String namespace) throws OperationException, TransientException {
        return in(namespace, LABEL + "=" + OURS, PolicySpec.CILIUM, PolicySpec.PLAIN);
    }

    /** How many pods a policy selects; negative where that cannot be asked. */
    int pods(PolicySpec policy) throws OperationException, TransientException {
        Optional<String> query = SelectorQuery.of(policy.selector());
        if (query.isEmpty()) {
            return -1;
        }
        String path =
                policy.namespace().isEmpty() ? "api/v1/pods" : "api/v1/namespaces/" + policy.namespace() + "/pods";
        return objects.list(path, query.get()).size();
    }

    boolean hasNamespace(String name) throws OperationException, TransientException {
        return !objects.one("api/v1/namespaces/" + name).isMissingNode();
    }

    JsonNode one(ApiResource kind, String namespace, String name) throws OperationException, TransientException {
        return objects.one(kind.path(namespace, name));
    }
}
