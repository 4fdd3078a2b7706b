package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cluster's StoragePools, and what is made of them. */
final class StoragePools {
    static final String API_VERSION = "containerstorage.azure.com/v1";
    private static final String ALL =
            "apis/" + API_VERSION + "/namespaces/" + ContainerStorage.NAMESPACE + "/storagepools";
    private static final String CLASSES = "apis/storage.k8s.io/v1/storageclasses";
    private static final int NOT_FOUND = 404;

    private final ApiReader reader;

    StoragePools(ApiReader reader) {
        this.reader = reader;
    }

    static String path(String name) {
        return ALL + "/" + name;
    }

    /** The storage class that a pool brings. */
    static String className(String pool) {
        return "acstor-" + pool;
    }

    Optional<JsonNode> find(String name) throws OperationException, TransientException {
        return read(path(name));
    }

    /** None where the cluster does not serve the kind. */
    List<JsonNode> all() throws OperationException, TransientException {
        List<JsonNode> pools = new ArrayList<>();
        read(ALL).ifPresent(list -> list.path("items").forEach(pools::add));
        return pools;
    }

    Optional<JsonNode> storageClass(String pool) throws OperationException, TransientException {
        return read(CLASSES + "/" + className(pool));
    }

    /** The volumes made of a pool, each as the claim that uses it: {@code namespace/name}. */
    List<String> claims(String pool) throws OperationException, TransientException {
        List<String> claims = new ArrayList<>();
        for (JsonNode volume : read("api/v1/persistentvolumes").orElseThrow().path("items")) {
            if (volume.at("/spec/storageClassName").asText().equals(className(pool))) {
                claims.add(volume.at("/spec/claimRef/namespace").asText() + "/"
                        + volume.at("/spec/claimRef/name").asText());
            }
        }
        return claims;
    }

    /** How many ready nodes give their disks. */
    int nodes() throws OperationException, TransientException {
        String selector = "?labelSelector=" + ContainerStorage.LABEL + "%3D" + ContainerStorage.LABEL_VALUE;
        int ready = 0;
        for (JsonNode node : read("api/v1/nodes" + selector).orElseThrow().path("items")) {
            for (JsonNode condition : node.at("/status/conditions")) {
                boolean is = condition.path("type").asText().equals("Ready")
                        && condition.path("status").asText().equals("True");
                ready += is ? 1 : 0;
            }
        }
        return ready;
    }

    private Optional<JsonNode> read(String path) throws OperationException, TransientException {
        return KubernetesErrors.call("read " + path, () -> {
            try {
                return Optional.of(reader.get(path, ApiReader.JSON));
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == NOT_FOUND) {
                    return Optional.empty();
                }
                throw refused;
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }
}
