package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Node;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.util.ArrayList;
import java.util.List;

/** Nodes that are missing, not Ready or cordoned before an upgrade: their pods may find no place in it. */
final class NodeHealth {
    private NodeHealth() {}

    static List<String> problems(PreflightScene scene) throws OperationException, TransientException {
        List<String> problems = new ArrayList<>();
        List<Node> nodes = List.copyOf(scene.nodes().values());
        for (JsonNode pool : scene.pools()) {
            String name = pool.path("name").asText();
            List<Node> own = nodes.stream()
                    .filter(node -> NodeState.of(node).pool().equals(name))
                    .toList();
            int count = pool.path("count").asInt();
            if (own.size() < count && !pool.path("enableAutoScaling").asBoolean()) {
                problems.add("pool " + name + " has " + own.size() + " of its " + count + " nodes.");
            }
            own.forEach(node -> look(name, node, problems));
        }
        return problems;
    }

    private static void look(String pool, Node node, List<String> problems) {
        String subject = "node " + node.getMetadata().getName() + " of pool " + pool;
        if (!NodeState.of(node).ready()) {
            problems.add(subject + " is not Ready.");
        } else if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())) {
            problems.add(subject + " is cordoned (kubectl uncordon).");
        }
    }
}
