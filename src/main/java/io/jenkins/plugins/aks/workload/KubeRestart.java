package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ChosenObject;
import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.kubernetes.ReadyState;
import io.jenkins.plugins.aks.kubernetes.TemplateRestart;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restarts workloads and waits until they are rolled out (W065, W066). The time of the restart is decided once and kept before
 * anything is sent, so that a run that was killed does not restart them again.
 */
final class KubeRestart implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final List<String> KINDS = List.of("Deployment", "StatefulSet", "DaemonSet");
    private static final String AT = "restartedAt";
    private static final int SHOWN = 3;

    private final String clusterId;
    private final ObjectChoice choice;

    KubeRestart(String clusterId, ObjectChoice choice) {
        this.clusterId = clusterId;
        this.choice = choice;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        ApiReader reader = new ApiReader(client);
        List<ChosenObject> workloads = choice.find(reader);
        Optional<String> decided = journal.get(AT);
        if (decided.isEmpty()) {
            check(workloads);
        }
        String at = decided.isPresent() ? decided.get() : decide(session, journal);
        TemplateRestart restart = new TemplateRestart(client);
        boolean sent = false;
        for (ChosenObject workload : workloads) {
            if (restart.restart(workload.path(), workload.live(), at)) {
                session.log().line("restarting " + workload.subject());
                sent = true;
            }
        }
        String unready = sent ? "the new pods" : unready(reader, workloads);
        if (!unready.isEmpty()) {
            return Turn.again(LOOK_AGAIN, unready);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("names", workloads.stream().map(ChosenObject::name).toList());
        result.put("restartedAt", at);
        result.put("changed", true);
        return Turn.done(result);
    }

    private void check(List<ChosenObject> workloads) throws OperationException {
        if (workloads.isEmpty()) {
            throw new OperationException("kubeRestart: no " + choice.kind() + " with " + choice.selector()
                    + " in namespace " + (choice.namespace().isEmpty() ? "default" : choice.namespace())
                    + ". Check the selector with kubeGet.");
        }
        for (ChosenObject workload : workloads) {
            if (!KINDS.contains(workload.kind().kind())) {
                throw new InvalidParameterException(
                        "kind", choice.kind(), String.join(", ", KINDS), "Only these can be restarted.");
            }
            JsonNode live = workload.live();
            if (live.isMissingNode()) {
                throw new OperationException(workload.subject() + " does not exist. Check name and namespace.");
            }
            if (live.at("/spec/paused").asBoolean()) {
                throw new OperationException(workload.subject()
                        + " is paused, so a restart would not begin. Set spec.paused to false first.");
            }
            if (live.at("/spec/updateStrategy/type").asText().equals("OnDelete")) {
                throw new OperationException(
                        workload.subject() + " has the update strategy OnDelete: its pods restart only"
                                + " when they are deleted. Use kubeDelete on its pods.");
            }
        }
    }

    private static String decide(AksSession session, Journal journal) throws IOException {
        String at = session.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
        journal.put(AT, at);
        journal.save();
        return at;
    }

    private static String unready(ApiReader reader, List<ChosenObject> workloads)
            throws OperationException, TransientException {
        ReadinessLook look = new ReadinessLook(reader);
        List<String> unready = new ArrayList<>();
        for (ChosenObject workload : workloads) {
            ReadyState state = look.at(workload.kind(), workload.live());
            if (state.isFailed()) {
                throw new OperationException(workload.subject() + " does not come up again: " + state.text()
                        + ". The pods of before still run as far as its strategy keeps them.");
            }
            if (!state.isReady()) {
                unready.add(workload.subject() + ": " + state.text());
            }
        }
        String more = unready.size() > SHOWN ? " and " + (unready.size() - SHOWN) + " more" : "";
        return String.join(" | ", unready.subList(0, Math.min(SHOWN, unready.size()))) + more;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(AT).isPresent()
                        ? "the restart was begun; the cluster finishes it by itself"
                        : "nothing was restarted");
    }
}
