package io.jenkins.plugins.aks.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Tells of each node of a pool once it has what it is to get, also over restarts. It decides nothing. */
final class NodeProgress {
    private static final String SEEN = "nodesSeen";
    private static final String IMAGE_LABEL = "kubernetes.azure.com/node-image-version";

    private final String clusterId;
    private final String pool;
    private final String goal;
    private final Predicate<Node> reached;

    private NodeProgress(String clusterId, String pool, String goal, Predicate<Node> reached) {
        this.clusterId = clusterId;
        this.pool = pool;
        this.goal = goal;
        this.reached = reached;
    }

    static NodeProgress toVersion(String clusterId, String pool, String version) {
        return new NodeProgress(
                clusterId, pool, "Kubernetes " + version, node -> ("v" + version).equals(kubelet(node)));
    }

    static NodeProgress toImage(String clusterId, String pool, String image) {
        return new NodeProgress(
                clusterId,
                pool,
                "node image " + image,
                node -> node.getMetadata().getLabels() != null
                        && image.equals(node.getMetadata().getLabels().get(IMAGE_LABEL)));
    }

    private static String kubelet(Node node) {
        return node.getStatus() == null || node.getStatus().getNodeInfo() == null
                ? ""
                : node.getStatus().getNodeInfo().getKubeletVersion();
    }

    /** One look; where the API server does not answer, there is nothing to tell. */
    void look(AksSession session, Journal journal) throws IOException {
        List<Node> nodes;
        try {
            KubernetesClient client = session.kubernetes(clusterId);
            nodes = KubernetesErrors.call(
                    "list the nodes of pool " + pool,
                    () -> client.nodes().list().getItems());
        } catch (OperationException | TransientException unreachable) {
            return;
        }
        tell(
                session,
                journal,
                nodes.stream()
                        .filter(node -> NodeState.of(node).pool().equals(pool))
                        .toList());
    }

    private void tell(AksSession session, Journal journal, List<Node> nodes) throws IOException {
        TreeSet<String> seen =
                new TreeSet<>(Arrays.asList(journal.get(SEEN).orElse("").split(",")));
        seen.remove("");
        int before = seen.size();
        int count = 0;
        for (Node node : nodes) {
            if (reached.test(node) && NodeState.of(node).ready()) {
                count++;
                if (seen.add(node.getMetadata().getName())) {
                    session.log()
                            .line("pool " + pool + ": node "
                                    + node.getMetadata().getName() + " has " + goal + " (" + count + " of "
                                    + nodes.size() + ")");
                }
            }
        }
        if (seen.size() > before) {
            journal.put(SEEN, String.join(",", seen)).save();
        }
    }
}
