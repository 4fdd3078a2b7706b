package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is looked at before nodes are replaced.
 *
 * @param cluster as the service has it
 * @param pools whose nodes are to be replaced, as the cluster lists them
 */
record PreflightScene(
        AksSession session, PoolPlace place, ObjectNode cluster, List<JsonNode> pools, UpgradeSettings settings) {

    List<String> poolNames() {
        return pools.stream().map(pool -> pool.path("name").asText()).toList();
    }

    String location() {
        return Locations.normal(cluster.path("location").asText());
    }

    KubernetesClient kubernetes() throws OperationException, TransientException {
        return session.kubernetes(place.clusterId());
    }

    /** The nodes of these pools, by name. */
    Map<String, Node> nodes() throws OperationException, TransientException {
        KubernetesClient client = kubernetes();
        List<Node> all = KubernetesErrors.call(
                "list the nodes of cluster " + place.cluster(),
                () -> client.nodes().list().getItems());
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (Node node : all) {
            if (poolNames().contains(NodeState.of(node).pool())) {
                nodes.put(node.getMetadata().getName(), node);
            }
        }
        return nodes;
    }
}
