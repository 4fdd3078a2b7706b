package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.KubernetesErrors;
import io.jenkins.plugins.aks.kubernetes.ReadinessLook;
import io.jenkins.plugins.aks.kubernetes.ReadyState;
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
import java.util.Optional;

/** The agents that collect run in the cluster and are ready, or are gone. */
final class MonitoringAgents implements Operation<AksSession> {
    private static final String UNTIL = "agentsUntil";
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final String NAMESPACE = "kube-system";
    private static final List<Agent> METRICS = List.of(
            new Agent("apps/v1", "Deployment", "ama-metrics"),
            new Agent("apps/v1", "Deployment", "ama-metrics-ksm"),
            new Agent("apps/v1", "DaemonSet", "ama-metrics-node"),
            new Agent("apiextensions.k8s.io/v1", "CustomResourceDefinition", "podmonitors.azmonitoring.coreos.com"),
            new Agent(
                    "apiextensions.k8s.io/v1", "CustomResourceDefinition", "servicemonitors.azmonitoring.coreos.com"));
    private static final List<Agent> LOGS =
            List.of(new Agent("apps/v1", "DaemonSet", "ama-logs"), new Agent("apps/v1", "Deployment", "ama-logs-rs"));

    private final MonitoringSpec spec;
    private final boolean privateCluster;
    private final boolean on;

    MonitoringAgents(MonitoringSpec spec, boolean privateCluster, boolean on) {
        this.spec = spec;
        this.privateCluster = privateCluster;
        this.on = on;
    }

    private record Agent(String apiVersion, String kind, String name) {}

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Instant until = deadline(session, journal);
        List<String> lacks;
        try {
            lacks = lacks(session);
        } catch (TransientException unreachable) {
            if (!privateCluster) {
                throw unreachable;
            }
            session.log()
                    .line("the agents were not checked: the cluster is private and its API server can't be reached from"
                            + " here: " + unreachable.getMessage());
            return Turn.done(Map.of("checked", false));
        }
        if (lacks.isEmpty()) {
            session.log().line(on ? "the agents are ready" : "the agents are gone");
            return Turn.done(Map.of("checked", true));
        }
        if (!session.clock().instant().isBefore(until)) {
            throw new OperationException(
                    "cluster " + spec.cluster() + ": after " + Durations.format(spec.agents()) + " its agents in "
                            + NAMESPACE + " are not " + (on ? "ready" : "gone") + ": " + String.join("; ", lacks)
                            + ". Look at their pods and events (kubeGet with describe: true), and at room on the"
                            + " nodes.",
                    Map.of("code", "AgentsNotReady", "resource", spec.clusterId()),
                    null);
        }
        return Turn.again(
                POLL, "agents: " + lacks.get(0) + (lacks.size() > 1 ? " and " + (lacks.size() - 1) + " more" : ""));
    }

    private List<String> lacks(AksSession session) throws OperationException, TransientException {
        ApiReader reader = new ApiReader(session.kubernetes(spec.clusterId()));
        KindCatalog kinds = new KindCatalog(reader);
        List<String> lacks = new ArrayList<>();
        for (Agent agent : agents()) {
            Optional<ApiResource> kind = kinds.find(agent.apiVersion(), agent.kind());
            Optional<JsonNode> found = kind.isEmpty() ? Optional.empty() : find(reader, kind.get(), agent);
            String lack = on ? unready(reader, kind, found) : found.isPresent() ? "still there" : "";
            if (!lack.isEmpty()) {
                lacks.add(agent.kind() + " " + agent.name() + ": " + lack);
            }
        }
        return lacks;
    }

    private List<Agent> agents() {
        List<Agent> agents = new ArrayList<>(spec.metrics() ? METRICS : List.of());
        agents.addAll(spec.logs() ? LOGS : List.of());
        if (!on) {
            // Whether the definitions go with the agents is the service's business.
            agents.removeIf(agent -> agent.kind().equals("CustomResourceDefinition"));
        }
        return agents;
    }

    private static String unready(ApiReader reader, Optional<ApiResource> kind, Optional<JsonNode> found)
            throws OperationException, TransientException {
        if (found.isEmpty()) {
            return "does not exist yet";
        }
        ReadyState state = new ReadinessLook(reader).at(kind.orElseThrow(), found.get());
        return state.text();
    }

    private static Optional<JsonNode> find(ApiReader reader, ApiResource kind, Agent agent)
            throws OperationException, TransientException {
        return KubernetesErrors.call("read " + agent.kind() + " " + agent.name(), () -> {
            try {
                return Optional.of(reader.get(kind.path(NAMESPACE, agent.name()), ApiReader.JSON));
            } catch (KubernetesClientException refused) {
                if (refused.getCode() == 404) {
                    return Optional.empty();
                }
                throw refused;
            } catch (IOException silent) {
                throw new TransientException(silent.getMessage(), silent);
            }
        });
    }

    private Instant deadline(AksSession session, Journal journal) throws IOException {
        Optional<Instant> known = journal.instant(UNTIL);
        if (known.isPresent()) {
            return known.get();
        }
        Instant until = session.clock().instant().plus(spec.agents());
        journal.put(UNTIL, until.toString()).save();
        return until;
    }
}
