package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.kubernetes.ReadyState;
import io.jenkins.plugins.aks.kubernetes.TemplateRestart;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Restarts the workloads of a namespace whose pods are not as wished, one after another, each once the one before is ready
 * (W065 to W067). The time of a restart is kept before it is sent, so that one is not sent twice.
 */
final class NamespaceRestart implements Operation<AksSession> {
    static final String PODS = "pods";
    static final String WITHOUT = "without";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final String RESTARTED = "restarted";
    private static final String AT = "at";
    private static final String UNTIL = "until";

    private final InjectSpec spec;
    private final String namespace;
    private final ProxyWish wish;

    NamespaceRestart(InjectSpec spec, String namespace, String revision) {
        this.spec = spec;
        this.namespace = namespace;
        this.wish = new ProxyWish(revision);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        ApiReader reader = new ApiReader(client);
        NamespacePods pods = NamespacePods.read(new LiveObjects(reader), namespace);
        for (NamespacePods.Workload workload : pods.workloads()) {
            String waiting = settle(session, client, journal, workload, pods.unlike(workload, wish));
            if (!waiting.isEmpty()) {
                return Turn.again(LOOK_AGAIN, waiting);
            }
        }
        return Turn.done(result(session, journal, pods));
    }

    /** What is waited for; empty once the workload's pods are as wished and ready, or cannot become so. */
    private String settle(
            AksSession session,
            KubernetesClient client,
            Journal journal,
            NamespacePods.Workload workload,
            List<JsonNode> unlike)
            throws OperationException, TransientException, IOException {
        Journal own = journal.scope(workload.kind() + "/" + workload.name());
        boolean restarted = own.get(AT).isPresent();
        if (!workload.obstacle().isEmpty() || unlike.isEmpty() && !restarted) {
            return "";
        }
        ReadyState state = state(client, workload);
        if (!state.isReady()) {
            return waiting(session, own, workload, state);
        }
        if (unlike.isEmpty()) {
            return "";
        }
        if (!restarted) {
            own.put(
                    AT,
                    session.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
            own.remove(UNTIL);
            journal.put(RESTARTED, "true").save();
        }
        if (new TemplateRestart(client)
                .restart(workload.path(), workload.live(), own.get(AT).orElseThrow())) {
            session.log().line("restarting " + workload.subject());
            return workload.subject() + ": the new pods";
        }
        throw new OperationException(
                workload.subject() + " was restarted, and pod "
                        + unlike.get(0).at("/metadata/name").asText()
                        + (wish.isOn()
                                ? " has no " + ProxyWish.PROXY + " of revision " + wish.revision()
                                        + ". Look whether the webhook istio-sidecar-injector-" + wish.revision() + "-"
                                        + MeshReady.NAMESPACE + " is there, and at the label of namespace " + namespace
                                        + "."
                                : " still has " + ProxyWish.PROXY
                                        + ": its template has it, or a label of its own asks for it.")
                        + " The workloads after it were not restarted.",
                Map.of("code", "NotInjected", "object", workload.subject()),
                null);
    }

    private static ReadyState state(KubernetesClient client, NamespacePods.Workload workload)
            throws OperationException, TransientException {
        ApiReader reader = new ApiReader(client);
        return new ReadinessLook(reader)
                .at(
                        new KindCatalog(reader)
                                .find("apps/v1", workload.kind())
                                .orElseThrow(() -> new OperationException(
                                        "the cluster serves no " + workload.kind() + " of apps/v1")),
                        workload.live());
    }

    private String waiting(AksSession session, Journal own, NamespacePods.Workload workload, ReadyState state)
            throws OperationException, IOException {
        Instant now = session.clock().instant();
        if (own.instant(UNTIL).isEmpty()) {
            own.put(UNTIL, now.plus(spec.workloadWait()).toString()).save();
        }
        if (!state.isFailed() && now.isBefore(own.instant(UNTIL).orElseThrow())) {
            return workload.subject() + ": " + state.text();
        }
        String after = state.isFailed() ? "" : " within " + Durations.format(spec.workloadWait());
        throw new OperationException(
                workload.subject()
                        + (own.get(AT).isPresent()
                                ? " was restarted, and does not come up again" + after
                                : " is not ready, and was not restarted: it did not become ready" + after)
                        + ": " + state.text() + ". The workloads after it were not restarted, so the namespace is half"
                        + (wish.isOn() ? " in the mesh." : " out of the mesh.")
                        + " Mend it and run the step again; it goes on from there.",
                Map.of("code", "WorkloadNotReady", "object", workload.subject()),
                null);
    }

    private Map<String, Object> result(AksSession session, Journal journal, NamespacePods pods) {
        List<Object> fine = new ArrayList<>();
        List<Object> without = new ArrayList<>();
        for (JsonNode pod : pods.pods()) {
            String name = namespace + "/" + pod.at("/metadata/name").asText();
            if (wish.isMet(pod) && (!wish.isOn() || ProxyWish.isProxyReady(pod))) {
                fine.add(name);
                continue;
            }
            String reason = reason(pods, pod);
            session.log().line("pod " + name + (wish.isOn() ? " has no proxy: " : " keeps its proxy: ") + reason);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("pod", name);
            one.put("reason", reason);
            without.add(one);
        }
        session.log()
                .line("namespace " + namespace + ": " + fine.size() + " of "
                        + pods.pods().size() + " pods have "
                        + (wish.isOn() ? "a proxy of " + wish.revision() : "no proxy"));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(PODS, fine);
        result.put(WITHOUT, without);
        result.put("changed", journal.get(RESTARTED).isPresent());
        return result;
    }

    private String reason(NamespacePods pods, JsonNode pod) {
        if (wish.isMet(pod)) {
            return "it is not ready yet";
        }
        String exception = ProxyWish.exception(pod);
        if (!exception.isEmpty()) {
            return exception;
        }
        String maker = pods.makers().get(pod.at("/metadata/uid").asText());
        return pods.workloads().stream()
                .filter(workload -> workload.uid().equals(maker))
                .map(NamespacePods.Workload::obstacle)
                .findFirst()
                .orElse("its ReplicaSet is of no Deployment: delete the pod");
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(RESTARTED).isPresent()
                        ? "workloads of namespace " + namespace
                                + " were restarted; the cluster finishes the one under way, and the rest is as before"
                        : "no workload of namespace " + namespace + " was restarted");
    }
}
