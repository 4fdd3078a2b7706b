package io.jenkins.plugins.aks.kubernetes;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the API server which kinds it has: their plural, and whether they live in a namespace. */
public final class KindLookup {
    private final KubernetesClient client;
    private final Map<String, List<APIResource>> known = new HashMap<>();

    public KindLookup(KubernetesClient client) {
        this.client = client;
    }

    /**
     * @param apiVersion e.g. {@code apps/v1}
     * @throws OperationException if the API server has no such kind
     */
    public ResourceDefinitionContext of(String apiVersion, String kind) throws OperationException, TransientException {
        List<APIResource> resources = known.get(apiVersion);
        if (resources == null) {
            APIResourceList found =
                    KubernetesErrors.call("look up kinds of " + apiVersion, () -> client.getApiResources(apiVersion));
            resources = found == null ? List.of() : found.getResources();
            known.put(apiVersion, resources);
        }
        APIResource resource = resources.stream()
                .filter(candidate ->
                        kind.equals(candidate.getKind()) && !candidate.getName().contains("/"))
                .findFirst()
                .orElseThrow(() -> new OperationException("the cluster has no kind " + kind + " in " + apiVersion
                        + ". Check kind and apiVersion, or install the custom resource definition first."));
        int slash = apiVersion.indexOf('/');
        return new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : apiVersion.substring(0, slash))
                .withVersion(apiVersion.substring(slash + 1))
                .withKind(kind)
                .withPlural(resource.getName())
                .withNamespaced(Boolean.TRUE.equals(resource.getNamespaced()))
                .build();
    }
}
