package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which kinds a cluster serves, by apiVersion and kind as manifests name them. */
public final class KindCatalog {
    private final ApiReader reader;
    private final Map<String, List<ApiResource>> known = new HashMap<>();

    public KindCatalog(ApiReader reader) {
        this.reader = reader;
    }

    /** Empty where the cluster does not serve the kind in this version. */
    public Optional<ApiResource> find(String apiVersion, String kind) throws OperationException, TransientException {
        return served(apiVersion).stream()
                .filter(resource -> resource.kind().equals(kind))
                .findFirst();
    }

    /** @throws OperationException that says where the object stands and what the cluster serves instead */
    public ApiResource require(ManifestObject object) throws OperationException, TransientException {
        Optional<ApiResource> found = find(object.apiVersion(), object.kind());
        if (found.isPresent()) {
            return found.get();
        }
        throw new OperationException(object.source() + ": the cluster has no kind " + object.kind() + " in "
                + object.apiVersion() + ". " + instead(object)
                + "For a custom resource, apply its CustomResourceDefinition first or together with it.");
    }

    /** Forgets what was read, because a definition was applied since. */
    public void refresh() {
        known.clear();
    }

    private String instead(ManifestObject object) throws OperationException, TransientException {
        List<ApiResource> here = served(object.apiVersion());
        TreeSet<String> kinds = new TreeSet<>();
        here.forEach(resource -> kinds.add(resource.kind()));
        if (!kinds.isEmpty()) {
            return object.apiVersion() + " has: " + String.join(", ", kinds) + ". ";
        }
        try {
            List<String> other = new ArrayList<>();
            new ApiDiscovery(reader).find(object.kind()).forEach(resource -> other.add(resource.apiVersion()));
            return other.isEmpty() ? "" : "It serves " + object.kind() + " in " + String.join(", ", other) + ". ";
        } catch (KubernetesClientException | IOException noHint) {
            return "";
        }
    }

    private List<ApiResource> served(String apiVersion) throws OperationException, TransientException {
        List<ApiResource> resources = known.get(apiVersion);
        if (resources == null) {
            resources = KubernetesErrors.call("look up the kinds of " + apiVersion, () -> read(apiVersion));
            known.put(apiVersion, resources);
        }
        return resources;
    }

    private List<ApiResource> read(String apiVersion) throws TransientException {
        int slash = apiVersion.indexOf('/');
        String path = slash < 0 ? "api/" + apiVersion : "apis/" + apiVersion;
        List<ApiResource> resources = new ArrayList<>();
        try {
            for (JsonNode described : reader.get(path, ApiReader.JSON).path("resources")) {
                if (!described.path("name").asText().contains("/")) {
                    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
                    resources.add(ApiResource.of(group, apiVersion.substring(slash + 1), described));
                }
            }
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != 404) {
                throw refused;
            }
        } catch (IOException silent) {
            throw new TransientException(silent.getMessage(), silent);
        }
        return resources;
    }
}
