package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.NodeScheduling;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The node under the pod is taken away (W097, W098). Result: {@code node}, {@code podUid}, {@code at}. Which node and when
 * is in the journal before anything is sent.
 */
final class TakenNode implements Operation<AksSession> {
    static final String NODE = "node";
    static final String POD_UID = "podUid";
    static final String AT = "at";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final FailoverSpec spec;
    private final Map<String, Object> workload;

    TakenNode(FailoverSpec spec, Map<String, Object> workload) {
        this.spec = spec;
        this.workload = workload;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        FailoverView view = new FailoverView(client, spec.workload().namespace());
        if (journal.get(NODE).isEmpty()) {
            choose(session, view, journal);
        }
        String node = journal.get(NODE).orElseThrow();
        Optional<Turn> taking =
                switch (spec.how()) {
                    case NODE_DELETE -> deleteObject(client, view.node(node));
                    case DRAIN -> new NodeDrain(spec).turn(session, journal, node);
                    case MACHINE_DELETE -> new PoolMachines(session, spec.clusterId(), pool())
                            .delete(node, journal.scope("machine"));
                };
        if (taking.isPresent()) {
            return taking.get();
        }
        return Turn.done(Map.of(
                NODE,
                node,
                POD_UID,
                journal.get(POD_UID).orElseThrow(),
                AT,
                journal.get(AT).orElseThrow()));
    }

    private void choose(AksSession session, FailoverView view, Journal journal) throws Exception {
        JsonNode pod = view.pod(String.valueOf(workload.get(FailoverWorkload.POD)));
        String node = pod.at("/spec/nodeName").asText();
        if (!PodChoice.isReady(pod) || !FailoverView.pool(view.node(node)).equals(pool())) {
            throw new OperationException(
                    "the pod of " + spec.workload().text() + " is no longer ready on a node of pool " + pool()
                            + ", before a node was taken away. Run the step again once it is.",
                    Map.of("code", "WorkloadNotReady"),
                    null);
        }
        FailoverLog.requireAlive(view.pod(FailoverTarget.writerName(spec.key())));
        Instant now = session.clock().instant();
        session.log().line("taking node " + node + " away: " + spec.how().word());
        journal.put(NODE, node)
                .put(POD_UID, FailoverView.uid(pod))
                .put(AT, now.toString())
                .save();
    }

    private static Optional<Turn> deleteObject(KubernetesClient client, JsonNode node)
            throws OperationException, TransientException {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        String name = FailoverView.name(node);
        if (!FailoverView.isLeaving(node)) {
            new ObjectDeletion(client).delete(NodeScheduling.path(name), FailoverView.uid(node));
        }
        return Optional.of(Turn.again(LOOK_AGAIN, "node " + name + " to be gone"));
    }

    private String pool() {
        return String.valueOf(workload.get(FailoverWorkload.POOL));
    }
}
