package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Removes the step's own workload with its volume, unless it is to stay; the caller's is never touched. */
final class RestoreWorkload implements RestorePart {
    static final String NAME = "workload";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    /** A node that is gone never says that a pod has ended. */
    private static final PhaseLimit GRACE = new PhaseLimit("grace", Duration.ofMinutes(1));

    private final FailoverSpec spec;
    private final Journal phase;

    RestoreWorkload(FailoverSpec spec, Journal way) {
        this.spec = spec;
        this.phase = FailoverPhases.journal(FailoverPhases.WORKLOAD, way);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isChanged() {
        return !spec.keep() && phase.get(FailoverWorkload.APPLIED).isPresent();
    }

    @Override
    public Optional<Turn> turn(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        LiveObjects live = new LiveObjects(new ApiReader(client));
        ObjectDeletion deletion = new ObjectDeletion(client);
        List<String> waiting = new ArrayList<>();
        for (String path : paths()) {
            JsonNode object = live.one(path);
            if (object.isMissingNode()) {
                continue;
            }
            if (!FailoverView.isLeaving(object)) {
                deletion.delete(path, FailoverView.uid(object));
            }
            waiting.add(object.path("kind").asText("object").toLowerCase(java.util.Locale.ROOT) + " "
                    + FailoverView.name(object));
        }
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        hurry(session, journal, live, deletion);
        return Optional.of(Turn.again(LOOK_AGAIN, String.join(", ", waiting) + " to be gone"));
    }

    private void hurry(AksSession session, Journal journal, LiveObjects live, ObjectDeletion deletion)
            throws OperationException, TransientException, java.io.IOException {
        String path = pod();
        JsonNode pod = live.one(path);
        if (FailoverView.isLeaving(pod) && GRACE.isOver(session, journal)) {
            deletion.deleteNow(path, FailoverView.uid(pod));
        }
    }

    /** The set first, so that it makes no new pod. */
    private List<String> paths() {
        String namespace = spec.workload().namespace();
        List<String> paths = new ArrayList<>();
        paths.add("apis/apps/v1/namespaces/" + namespace + "/statefulsets/" + FailoverTarget.NAME);
        paths.add(pod());
        paths.add(FailoverView.path(namespace, "persistentvolumeclaims", claim()));
        paths.add(FailoverView.path(namespace, "services", FailoverTarget.NAME));
        if (spec.workload().secret().equals(FailoverTarget.NAME)) {
            paths.add(FailoverView.path(namespace, "secrets", FailoverTarget.NAME));
        }
        return paths;
    }

    private String pod() {
        return FailoverView.path(spec.workload().namespace(), "pods", FailoverTarget.NAME + "-0");
    }

    private static String claim() {
        return FailoverManifest.CLAIM + "-" + FailoverTarget.NAME + "-0";
    }

    @Override
    public String byHand() {
        String namespace = " -n " + spec.workload().namespace();
        return "kubectl delete statefulset,service,secret " + FailoverTarget.NAME + namespace
                + " && kubectl delete pod " + FailoverTarget.NAME + "-0 --grace-period=0 --force" + namespace
                + " && kubectl delete pvc " + claim() + namespace;
    }
}
