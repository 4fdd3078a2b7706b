package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the namespaces can be brought into the mesh, or out of it, before any of them is touched. Sends nothing. */
final class InjectLook implements Operation<AksSession> {
    static final String REVISION = "revision";

    private static final String OTHER_LABEL = "istio-injection";

    private final InjectSpec spec;

    InjectLook(InjectSpec spec) {
        this.spec = spec;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        List<Revision> installed =
                MeshProfile.revisions(MeshProfile.cluster(session, spec.clusterId(), spec.cluster()));
        String revision = spec.on() ? choose(installed) : "";
        ApiReader reader = new ApiReader(session.kubernetes(spec.clusterId()));
        LiveObjects objects = new LiveObjects(reader);
        ProxyWish wish = new ProxyWish(revision);
        List<String> blocked = new ArrayList<>();
        for (String namespace : spec.namespaces()) {
            JsonNode live = objects.one(path(namespace));
            if (live.isMissingNode()) {
                throw new InvalidParameterException(
                        "namespaces",
                        namespace,
                        "namespaces of cluster " + spec.cluster(),
                        "There is no such namespace: correct the name, or make it first.");
            }
            if (spec.on()) {
                requireOneKind(namespace, live, installed);
            }
            NamespacePods pods = NamespacePods.read(objects, namespace);
            blocked.addAll(new RestartBudgets(objects, namespace).problems(pods, wish));
            warn(session, reader, namespace, pods.workloads().stream().anyMatch(workload -> !pods.unlike(workload, wish)
                    .isEmpty()));
        }
        if (!blocked.isEmpty() && !spec.ignoreBudgets()) {
            throw new OperationException(
                    "meshInject: " + String.join(" ", blocked)
                            + " A rollout does not heed such budgets, so these pods would go down all the same."
                            + " Nothing was labelled or restarted. Run more replicas, let the budget allow one"
                            + " disruption, or give ignoreBudgets: true.",
                    Map.of("code", "DisruptionNotAllowed"),
                    null);
        }
        return Turn.done(Map.of(REVISION, revision));
    }

    /** Between the first restart and the last one some pods have a proxy and others none. */
    private static void warn(AksSession session, ApiReader reader, String namespace, boolean restarts)
            throws OperationException, TransientException {
        Optional<ApiResource> kind = restarts ? PeerModes.kind(reader) : Optional.empty();
        if (kind.isEmpty()) {
            return;
        }
        List<JsonNode> policies = new LiveObjects(reader).list(kind.get(), "", "");
        if (new PeerModes(policies, MeshReady.NAMESPACE)
                .of(namespace, List.of(), "")
                .equals(MeshCheckSpec.STRICT)) {
            session.log()
                    .line("WARNING: namespace " + namespace + " takes nothing but the mesh's TLS (STRICT), so until the"
                            + " last restart its pods without a proxy are refused by those with one."
                            + " checkMesh(mode: 'PERMISSIVE') before spares that.");
        }
    }

    static String path(String namespace) {
        return "api/v1/namespaces/" + namespace;
    }

    private String choose(List<Revision> installed) throws OperationException {
        if (installed.isEmpty()) {
            throw new OperationException(
                    "cluster " + spec.cluster()
                            + " has no mesh, so nothing would put a proxy into a pod. Switch it on with"
                            + " enableMesh first.",
                    Map.of("code", "MeshOff"),
                    null);
        }
        if (spec.revision().isEmpty()) {
            return installed.get(installed.size() - 1).name();
        }
        if (installed.stream().noneMatch(each -> each.name().equals(spec.revision()))) {
            throw new InvalidParameterException(
                    "revision",
                    spec.revision(),
                    "those that cluster " + spec.cluster() + " runs: " + installed,
                    "Choose one of them, or leave it out for the newest.");
        }
        return spec.revision();
    }

    /** Of two labels the older kind wins, and the add-on does not serve it: the pods would silently get no proxy. */
    private void requireOneKind(String namespace, JsonNode live, List<Revision> installed) throws OperationException {
        JsonNode labels = live.path("metadata").path("labels");
        if (labels.has(OTHER_LABEL)) {
            throw new OperationException(
                    "namespace " + namespace + " has the label " + OTHER_LABEL + "="
                            + labels.path(OTHER_LABEL).asText()
                            + (labels.has(Revision.LABEL)
                                    ? " beside " + Revision.LABEL + "="
                                            + labels.path(Revision.LABEL).asText()
                                    : "")
                            + ". It wins over " + Revision.LABEL
                            + ", and the add-on does not serve it, so no pod would get a proxy. Take it away (kubectl"
                            + " label namespace " + namespace + " " + OTHER_LABEL + "-), then run the step again.",
                    Map.of("code", "TwoLabels", "namespace", namespace),
                    null);
        }
        String now = labels.path(Revision.LABEL).asText();
        boolean known =
                now.isEmpty() || installed.stream().anyMatch(each -> each.name().equals(now));
        if (!known && spec.revision().isEmpty()) {
            throw new OperationException(
                    "namespace " + namespace + " has the label " + Revision.LABEL + "=" + now
                            + ", and the cluster runs " + installed + ": pods that are made there get no proxy. Give"
                            + " revision: '" + installed.get(installed.size() - 1)
                            + "' to replace the label, or take it"
                            + " away.",
                    Map.of("code", "UnknownRevision", "namespace", namespace),
                    null);
        }
    }
}
