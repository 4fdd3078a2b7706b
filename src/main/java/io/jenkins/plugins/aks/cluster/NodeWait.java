package io.jenkins.plugins.aks.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until the nodes of a pool are there, Ready, and carry the pool's labels and taints: read from the cluster's
 * Kubernetes API, because what the service keeps of a pool is no proof of what its nodes have (spec section 17, no. 23).
 */
final class NodeWait {
    private static final String UNTIL = "nodesUntil";
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Duration limit;

    /** @param limit from the first look, over restarts */
    NodeWait(Duration limit) {
        this.limit = limit;
    }

    /**
     * What a look showed.
     *
     * @param waiting what is waited for; empty once all is as wanted
     * @param checked false if the API server of a private cluster could not be reached
     */
    record Seen(Optional<Turn> waiting, boolean checked, List<NodeState> nodes) {}

    /** @throws OperationException when the time is up, saying what each node lacks */
    Seen look(AksSession session, Journal journal, NodeTarget target)
            throws OperationException, TransientException, IOException {
        Instant until = deadline(session, journal);
        List<NodeState> nodes;
        try {
            nodes = nodes(session, target);
        } catch (TransientException unreachable) {
            if (!target.isPrivate()) {
                throw unreachable;
            }
            session.log()
                    .line("nodes of pool " + target.pool() + " were not checked: the cluster is private and its API"
                            + " server can't be reached from here: " + unreachable.getMessage());
            return new Seen(Optional.empty(), false, List.of());
        }
        List<String> lacks = lacks(target, nodes);
        if (lacks.isEmpty()) {
            return new Seen(Optional.empty(), true, nodes);
        }
        if (!session.clock().instant().isBefore(until)) {
            throw new OperationException(
                    "pool " + target.pool() + ": after " + Durations.format(limit)
                            + " its nodes are not as the pool says: "
                            + String.join("; ", lacks) + ". Look at the nodes' conditions and events (kubeGet), and at"
                            + " what sets labels or taints besides the pool.",
                    Map.of("code", "NodesDiffer", "pool", target.pool(), "resource", target.clusterId()),
                    null);
        }
        long good = nodes.stream().filter(node -> node.lacks(target).isEmpty()).count();
        Turn again = Turn.again(POLL, "pool " + target.pool() + ": " + good + " of " + target.count() + " nodes ready");
        return new Seen(Optional.of(again), true, nodes);
    }

    private static List<NodeState> nodes(AksSession session, NodeTarget target)
            throws OperationException, TransientException {
        KubernetesClient client = session.kubernetes(target.clusterId());
        List<Node> nodes = KubernetesErrors.call(
                "list the nodes of pool " + target.pool() + " (waitForNodes: false leaves this out)",
                () -> client.nodes().list().getItems());
        return nodes.stream()
                .map(NodeState::of)
                .filter(node -> node.pool().equals(target.pool()))
                .toList();
    }

    private static List<String> lacks(NodeTarget target, List<NodeState> nodes) {
        List<String> lacks = new ArrayList<>();
        if (nodes.size() < target.atLeast() || nodes.size() > target.atMost()) {
            lacks.add(nodes.size() + " nodes, wanted " + target.count());
        }
        for (NodeState node : nodes) {
            List<String> own = node.lacks(target);
            if (!own.isEmpty()) {
                lacks.add("node " + node.name() + ": " + String.join(", ", own));
            }
        }
        return lacks;
    }

    private Instant deadline(AksSession session, Journal journal) throws IOException {
        Optional<Instant> known = journal.instant(UNTIL);
        if (known.isPresent()) {
            return known.get();
        }
        Instant until = session.clock().instant().plus(limit);
        journal.put(UNTIL, until.toString()).save();
        return until;
    }
}
