package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
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

/** The control plane of each revision is ready, its gateways too, and it gives out the root that was plugged in (W062). */
final class MeshReady implements Operation<AksSession> {
    static final String NAMESPACE = "aks-istio-system";
    static final String ISTIOD = "apis/apps/v1/namespaces/" + NAMESPACE + "/deployments";
    static final String APP = "app=istiod";

    private static final String GATEWAYS = "aks-istio-ingress";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String UNTIL = "until";

    private final MeshSpec spec;
    private final String revision;
    private final String root;

    /**
     * @param revision that must be among those that run; empty for any
     * @param root the thumbprint of the root that the mesh must trust; empty for any
     */
    MeshReady(MeshSpec spec, String revision, String root) {
        this.spec = spec;
        this.revision = revision;
        this.root = root;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Instant now = session.clock().instant();
        if (journal.instant(UNTIL).isEmpty()) {
            journal.put(UNTIL, now.plus(spec.readyWait()).toString()).save();
        }
        String lacks = lacks(session);
        if (lacks.isEmpty()) {
            return Turn.done(Map.of("ready", true));
        }
        if (now.isBefore(journal.instant(UNTIL).orElseThrow())) {
            return Turn.again(LOOK_AGAIN, lacks);
        }
        throw new OperationException(
                "cluster " + spec.cluster() + ": the mesh is on, and not ready after "
                        + Durations.format(spec.readyWait()) + ", so it is half enabled: " + lacks + ". "
                        + trouble(session, spec.clusterId())
                        + " Pods that are made now may get no proxy or no certificate. Mend what is said here and run"
                        + " the step again, or switch the mesh off with enableMesh(state: 'off').",
                Map.of("code", "MeshNotReady", "resource", spec.clusterId()),
                null);
    }

    private String lacks(AksSession session) throws OperationException, TransientException {
        ObjectNode cluster = MeshProfile.cluster(session, spec.clusterId(), spec.cluster());
        List<Revision> revisions = MeshProfile.revisions(cluster);
        if (revisions.isEmpty()
                || !revision.isEmpty()
                        && revisions.stream().noneMatch(each -> each.name().equals(revision))) {
            return "revision " + revision + " is not among those of the cluster, " + revisions;
        }
        ApiReader reader = new ApiReader(session.kubernetes(spec.clusterId()));
        ApiResource deployments = new KindCatalog(reader)
                .find("apps/v1", "Deployment")
                .orElseThrow(() -> new OperationException("the cluster serves no Deployments of apps/v1"));
        List<String> lacks = new ArrayList<>();
        for (Revision each : revisions) {
            lacks.add(lacks(reader, deployments, NAMESPACE, "istiod-" + each));
            for (String gateway : MeshProfile.gateways(cluster)) {
                lacks.add(lacks(reader, deployments, GATEWAYS, "aks-istio-ingressgateway-" + gateway + "-" + each));
            }
        }
        lacks.removeIf(String::isEmpty);
        return lacks.isEmpty() ? otherRoot(reader) : String.join(" | ", lacks);
    }

    private static String lacks(ApiReader reader, ApiResource deployments, String namespace, String name)
            throws OperationException, TransientException {
        JsonNode live = new LiveObjects(reader).one(deployments.path(namespace, name));
        String lacks = live.isMissingNode()
                ? "does not exist yet"
                : new ReadinessLook(reader).at(deployments, live).text();
        return lacks.isEmpty() ? "" : "Deployment " + namespace + "/" + name + ": " + lacks;
    }

    private String otherRoot(ApiReader reader) throws OperationException, TransientException {
        if (root.isEmpty()) {
            return "";
        }
        boolean same = MeshRoots.trusted(new LiveObjects(reader), NAMESPACE).stream()
                .anyMatch(each -> CaPem.thumbprint(each).equals(root));
        return same ? "" : "ConfigMap " + NAMESPACE + "/" + MeshRoots.NAME + ": has another root than the key vault";
    }

    /** What pods of the control plane and their log say, as sentences; says so where nothing is seen. */
    static String trouble(AksSession session, String clusterId) throws TransientException {
        try {
            KubernetesClient client = session.kubernetes(clusterId);
            String seen = new IstiodTrouble(client).text();
            return seen.isEmpty() ? "Its pods and events say nothing of it." : seen;
        } catch (OperationException e) {
            return "Its pods cannot be seen: " + e.getMessage();
        }
    }

    @Override
    public Turn abort(AksSession session, Journal journal, io.jenkins.plugins.aks.operation.OnAbort how)
            throws IOException {
        return Operation.left("the mesh is on; whether its control plane became ready was not seen");
    }
}
