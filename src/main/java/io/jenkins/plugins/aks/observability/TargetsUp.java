package io.jenkins.plugins.aks.observability;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.operation.Durations;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each scrape pool has targets and all of them are up, by what the replicas of the agent themselves say (W144, W145). */
final class TargetsUp implements Operation<AksSession> {
    static final String TARGETS = "targets";

    private static final String UNTIL = "targetsUntil";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String PODS = "api/v1/namespaces/kube-system/pods";
    private static final String AGENTS = "rsName=ama-metrics";
    private static final String UP = "up";

    private final ScrapeSpec spec;
    private final List<String> pools;

    TargetsUp(ScrapeSpec spec, List<String> pools) {
        this.spec = spec;
        this.pools = List.copyOf(pools);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Instant until = deadline(session, journal);
        KubernetesClient client = session.kubernetes(spec.clusterId());
        List<JsonNode> agents = new LiveObjects(new ApiReader(client)).list(PODS, AGENTS);
        List<JsonNode> ready = agents.stream().filter(PodChoice::isReady).toList();
        long staying = agents.stream()
                .filter(pod -> !pod.at("/metadata/deletionTimestamp").isTextual())
                .count();
        // A replica that does not answer yet may have targets that the others know nothing of.
        if (ready.isEmpty() || ready.size() < staying) {
            return waiting(session, until, "agent ama-metrics: " + PodChoice.unready(agents));
        }
        List<JsonNode> targets = new ArrayList<>();
        for (JsonNode pod : ready) {
            targets.addAll(AgentPrometheus.activeTargets(client, pod));
        }
        List<String> lacks = new ArrayList<>();
        for (String pool : pools) {
            String lack = lack(pool, targets);
            if (!lack.isEmpty()) {
                lacks.add(pool + ": " + lack);
            }
        }
        return lacks.isEmpty()
                ? Turn.done(result(session, targets, ready.size()))
                : waiting(session, until, String.join("; ", lacks));
    }

    private static String lack(String pool, List<JsonNode> all) {
        List<JsonNode> targets = of(pool, all);
        List<JsonNode> down = targets.stream()
                .filter(target -> !target.path("health").asText().equals(UP))
                .toList();
        if (targets.isEmpty()) {
            return "no target yet";
        }
        if (down.isEmpty()) {
            return "";
        }
        JsonNode first = down.get(0);
        String error = first.path("lastError").asText();
        return (targets.size() - down.size()) + " of " + targets.size() + " targets up; "
                + first.path("scrapeUrl").asText() + " is "
                + first.path("health").asText() + (error.isEmpty() ? "" : ": " + error);
    }

    private static List<JsonNode> of(String pool, List<JsonNode> targets) {
        return targets.stream()
                .filter(target -> target.path("scrapePool").asText().equals(pool))
                .toList();
    }

    private Turn waiting(AksSession session, Instant until, String lacks) throws OperationException {
        if (session.clock().instant().isBefore(until)) {
            return Turn.again(LOOK_AGAIN, lacks);
        }
        throw new OperationException(
                "cluster " + spec.cluster() + ": after " + Durations.format(spec.limit())
                        + " not all targets are scraped: " + lacks
                        + ". Look whether the monitor's selector and port fit"
                        + " the pods, whether the pods answer on that port, and at a network policy between.",
                Map.of("code", "TargetsNotUp", "resource", spec.clusterId()),
                null);
    }

    private Map<String, Object> result(AksSession session, List<JsonNode> all, int replicas) {
        List<Map<String, Object>> shown = new ArrayList<>();
        for (String pool : pools) {
            for (JsonNode target : of(pool, all)) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("pool", pool);
                one.put("url", target.path("scrapeUrl").asText());
                one.put("health", target.path("health").asText());
                one.put("job", target.at("/labels/job").asText());
                one.put("instance", target.at("/labels/instance").asText());
                shown.add(one);
            }
        }
        session.log()
                .line(shown.size() + " targets of " + String.join(", ", pools) + " are up, as " + replicas
                        + (replicas == 1 ? " replica" : " replicas") + " of the agent say");
        return Map.of(TARGETS, shown);
    }

    private Instant deadline(AksSession session, Journal journal) throws IOException {
        if (journal.instant(UNTIL).isEmpty()) {
            journal.put(UNTIL, session.clock().instant().plus(spec.limit()).toString())
                    .save();
        }
        return journal.instant(UNTIL).orElseThrow();
    }
}
