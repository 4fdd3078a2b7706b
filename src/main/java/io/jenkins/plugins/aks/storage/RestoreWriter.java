package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.Optional;

/** Removes the writer. */
final class RestoreWriter implements RestorePart {
    static final String NAME = "writer";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final FailoverSpec spec;
    private final Journal phase;

    RestoreWriter(FailoverSpec spec, Journal way) {
        this.spec = spec;
        this.phase = FailoverPhases.journal(FailoverPhases.WRITER, way);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isChanged() {
        return phase.get(FailoverWriter.CREATED).isPresent();
    }

    @Override
    public Optional<Turn> turn(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        String namespace = spec.workload().namespace();
        String writer = FailoverTarget.writerName(spec.key());
        JsonNode pod = new FailoverView(client, namespace).pod(writer);
        if (pod.isMissingNode()) {
            return Optional.empty();
        }
        if (!FailoverView.isLeaving(pod)) {
            new ObjectDeletion(client).delete(FailoverView.path(namespace, "pods", writer), FailoverView.uid(pod));
        }
        return Optional.of(Turn.again(LOOK_AGAIN, "pod " + writer + " to be gone"));
    }

    @Override
    public String byHand() {
        return "kubectl delete pod " + FailoverTarget.writerName(spec.key()) + " -n "
                + spec.workload().namespace();
    }
}
