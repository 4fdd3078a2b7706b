package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PodLogs;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the logs of containers. To follow them it reads on in each turn from where it was, so no stream stays open; after a
 * restart it begins again, which changes nothing but the log of the build.
 */
final class KubeLogs implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final int MOST_PODS = 20;
    private static final String FROM = "from";

    private final String clusterId;
    private final PodQuery query;
    private final LogRequest request;
    private final LogTail tail;

    KubeLogs(String clusterId, PodQuery query, LogRequest request) {
        this.clusterId = clusterId;
        this.query = query;
        this.request = request;
        this.tail = new LogTail(request.tail());
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Instant from = begun(session, journal);
        KubernetesClient client = session.kubernetes(clusterId);
        List<JsonNode> pods = query.find(new ApiReader(client));
        Optional<String> matched = Optional.empty();
        String trouble = pods.isEmpty() ? query.subject() + ": none exists" : "";
        for (JsonNode pod : pods.subList(0, Math.min(MOST_PODS, pods.size()))) {
            PodContainer where = PodChoice.container(pod, query.container());
            String prefix = pods.size() > 1 ? where.name() + ": " : "";
            try {
                for (String line : read(session, new PodLogs(client), where, from, prefix)) {
                    boolean found = request.until().isPresent()
                            && request.until().get().matcher(line).find();
                    matched = found && matched.isEmpty() ? Optional.of(line) : matched;
                }
            } catch (OperationException noLog) {
                if (!waits(noLog)) {
                    throw noLog;
                }
                trouble = noLog.getMessage();
            }
        }
        boolean over = request.follow().isPresent()
                && !session.clock()
                        .instant()
                        .isBefore(from.plus(request.follow().get()));
        if (matched.isEmpty() && request.waits() && !over) {
            return Turn.again(LOOK_AGAIN, waiting(trouble));
        }
        if (!trouble.isEmpty() && tail.lines().isEmpty()) {
            throw new OperationException("kubeLogs: " + trouble + ". Check the name with kubeGet.");
        }
        return Turn.done(result(pods, matched));
    }

    /** When this step began, which counts for {@code since} and {@code follow} after a restart too. */
    private static Instant begun(AksSession session, Journal journal) throws IOException {
        Optional<Instant> before = journal.instant(FROM);
        if (before.isPresent()) {
            return before.get();
        }
        Instant now = session.clock().instant();
        journal.put(FROM, now.toString());
        journal.save();
        return now;
    }

    private List<String> read(AksSession session, PodLogs logs, PodContainer where, Instant from, String prefix)
            throws OperationException, TransientException {
        Instant since = request.since().map(from::minus).orElse(null);
        List<String> fresh = tail.read(logs, where, since, request.previous(), prefix);
        fresh.forEach(session.log()::line);
        return fresh;
    }

    /** A container that has not started yet has no log, and may have one later. */
    private boolean waits(OperationException refusal) {
        return request.waits() && "400".equals(refusal.data().get("status"));
    }

    private String waiting(String trouble) {
        String what = request.until().isPresent()
                ? "a line with '" + request.until().get() + "' in the log of " + query.subject()
                : "more of the log of " + query.subject();
        return what + (trouble.isEmpty() ? "" : "; " + trouble);
    }

    private Map<String, Object> result(List<JsonNode> pods, Optional<String> matched) {
        List<String> names = new ArrayList<>();
        pods.forEach(pod -> names.add(pod.at("/metadata/name").asText()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("lines", tail.lines());
        result.put("pods", names);
        result.put("truncated", tail.truncated() || pods.size() > MOST_PODS);
        result.put("found", matched.isPresent());
        result.put("matched", matched.orElse(""));
        return result;
    }
}
