package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.NodeScheduling;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Optional;

/** Lets a node that was drained take pods again. */
final class RestoreNode implements RestorePart {
    static final String NAME = "node";

    private final FailoverSpec spec;
    private final Journal phase;

    RestoreNode(FailoverSpec spec, Journal way) {
        this.spec = spec;
        this.phase = FailoverPhases.journal(FailoverPhases.TAKEN, way);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isChanged() {
        return phase.get(NodeDrain.CORDONED).isPresent();
    }

    @Override
    public Optional<Turn> turn(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        JsonNode node = new FailoverView(client, spec.workload().namespace()).node(node());
        if (!node.isMissingNode() && new NodeScheduling(client).cordon(node, false)) {
            session.log().line("node " + node() + " takes pods again");
        }
        return Optional.empty();
    }

    private String node() {
        return phase.get(TakenNode.NODE).orElse("");
    }

    @Override
    public String byHand() {
        return "kubectl uncordon " + node();
    }
}
