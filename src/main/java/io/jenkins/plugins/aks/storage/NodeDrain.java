package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.NodeScheduling;
import io.jenkins.plugins.aks.kubernetes.PodEviction;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drains a node, as {@code kubectl drain} does; disruption budgets are respected. */
final class NodeDrain {
    static final String CORDONED = "cordoned";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final PhaseLimit LIMIT = new PhaseLimit("drain", Duration.ofMinutes(10));
    private static final int SHOWN = 3;

    private final FailoverSpec spec;

    NodeDrain(FailoverSpec spec) {
        this.spec = spec;
    }

    /** @return what is waited for; empty once every pod that has to move is on its way */
    Optional<Turn> turn(AksSession session, Journal journal, String name) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        FailoverView view = new FailoverView(client, spec.workload().namespace());
        JsonNode node = view.node(name);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        if (!NodeScheduling.isCordoned(node)) {
            journal.put(CORDONED, "true").save();
            new NodeScheduling(client).cordon(node, true);
            return Optional.of(Turn.again(Duration.ZERO, "node " + name + ": cordoned"));
        }
        List<String> blocked = evict(client, view, name);
        if (blocked.isEmpty()) {
            return Optional.empty();
        }
        String shown = String.join("; ", blocked.subList(0, Math.min(SHOWN, blocked.size())));
        if (LIMIT.isOver(session, journal)) {
            throw new OperationException(
                    "node " + name + " could not be drained within " + Durations.format(LIMIT.length()) + ": " + shown
                            + ". Loosen the PodDisruptionBudgets of these pods, or take another way than 'drain'.",
                    Map.of("code", "DrainBlocked", "node", name),
                    null);
        }
        return Optional.of(Turn.again(LOOK_AGAIN, "drain of node " + name + ": " + shown));
    }

    private static List<String> evict(KubernetesClient client, FailoverView view, String node) throws Exception {
        PodEviction eviction = new PodEviction(client);
        List<String> blocked = new ArrayList<>();
        for (JsonNode pod : view.podsOn(node)) {
            if (PodEviction.isMoved(pod) && !FailoverView.isLeaving(pod)) {
                Optional<String> why = eviction.evict(pod);
                why.ifPresent(text -> blocked.add(
                        "pod " + pod.at("/metadata/namespace").asText() + "/" + FailoverView.name(pod) + ": " + text));
            }
        }
        return blocked;
    }
}
