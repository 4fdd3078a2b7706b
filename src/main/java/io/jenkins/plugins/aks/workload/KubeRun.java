package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ObjectCreation;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.kubernetes.ObjectEvent;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.kubernetes.PodLogs;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pod that runs once: made under a name that only this step has, followed to its end, and removed, whatever became of it.
 * What it came to is kept before it is removed.
 */
final class KubeRun implements Operation<AksSession> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    /** A pull that fails for so long is given up: registries have bad minutes, wrong names do not get better. */
    private static final Duration PULL_PATIENCE = Duration.ofMinutes(2);

    private static final Set<String> NO_IMAGE = Set.of("ErrImagePull", "ImagePullBackOff");
    private static final Set<String> NEVER =
            Set.of("InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError");
    private static final int MOST_LINES = 1000;
    private static final String CREATED = "created";
    private static final String PULL_FAILS = "pullFailsSince";
    private static final String RESULT = "result";

    private final String clusterId;
    private final String namespace;
    private final String name;
    private final PodSpecText spec;
    private final boolean failOnError;
    private final LogTail log = new LogTail(MOST_LINES);

    KubeRun(String clusterId, String namespace, String name, PodSpecText spec, boolean failOnError) {
        this.clusterId = clusterId;
        this.namespace = namespace;
        this.name = name;
        this.spec = spec;
        this.failOnError = failOnError;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        JsonNode pod = new LiveObjects(new ApiReader(client)).one(path());
        if (pod.isMissingNode()) {
            Optional<String> ended = journal.get(RESULT);
            return ended.isPresent()
                    ? done(MAPPER.readValue(ended.get(), MAP), List.of())
                    : create(session, client, journal);
        }
        remember(session, journal);
        String phase = pod.at("/status/phase").asText();
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            return finish(session, client, journal, pod);
        }
        JsonNode waiting = pod.at("/status/containerStatuses/0/state/waiting");
        refuse(session, client, journal, pod, waiting.path("reason").asText());
        if (waiting.isMissingNode() && phase.equals("Running")) {
            show(session, client, pod);
        }
        return Turn.again(LOOK_AGAIN, subject() + ": " + PodChoice.trouble(pod).orElse(phase));
    }

    private Turn create(AksSession session, KubernetesClient client, Journal journal) throws Exception {
        if (journal.get(CREATED).isPresent()) {
            throw new OperationException(
                    subject() + " is gone before it ended: somebody or something deleted it, such as a"
                            + " node that was removed. Run the step again.");
        }
        boolean made = new ObjectCreation(client)
                .create(
                        "api/v1/namespaces/" + namespace + "/pods",
                        spec.pod(namespace, name, session.tags()),
                        subject());
        remember(session, journal);
        if (made) {
            session.log().line("created " + subject() + " from " + spec.image());
        }
        return Turn.again(LOOK_AGAIN, subject() + ": created");
    }

    /** From now on a missing pod is one that is gone. */
    private static void remember(AksSession session, Journal journal) throws IOException {
        if (journal.get(CREATED).isEmpty()) {
            journal.put(CREATED, session.clock().instant().toString());
            journal.save();
        }
    }

    /** Ends the step over a pod that will not start, and removes it. */
    private void refuse(AksSession session, KubernetesClient client, Journal journal, JsonNode pod, String reason)
            throws Exception {
        boolean noImage = NO_IMAGE.contains(reason);
        if (!noImage && !NEVER.contains(reason)) {
            if (journal.get(PULL_FAILS).isPresent()) {
                journal.remove(PULL_FAILS);
            }
            return;
        }
        Instant now = session.clock().instant();
        if (noImage && journal.get(PULL_FAILS).isEmpty()) {
            journal.put(PULL_FAILS, now.toString());
            journal.save();
        }
        Instant since = journal.instant(PULL_FAILS).orElse(Instant.EPOCH);
        if (noImage && now.isBefore(since.plus(PULL_PATIENCE))) {
            return;
        }
        String seen = PodChoice.trouble(pod).orElse(reason);
        String event = ObjectEvent.latestWarning(new ApiReader(client), namespace, name);
        new ObjectDeletion(client).delete(path());
        throw new OperationException(
                subject() + " does not start: " + seen + (event.isEmpty() ? "" : "; last event: " + event)
                        + ". It was removed. Check the image " + spec.image()
                        + ": its name and tag, and that the cluster may pull from its registry.",
                Map.of("reason", reason, "image", spec.image()),
                null);
    }

    private void show(AksSession session, KubernetesClient client, JsonNode pod)
            throws OperationException, TransientException {
        List<String> fresh =
                log.read(new PodLogs(client), PodChoice.container(pod, PodSpecText.CONTAINER), null, false, "");
        fresh.forEach(session.log()::line);
    }

    private Turn finish(AksSession session, KubernetesClient client, Journal journal, JsonNode pod) throws Exception {
        JsonNode ended = pod.at("/status/containerStatuses/0/state/terminated");
        String lost = "";
        try {
            show(session, client, pod);
        } catch (OperationException noLog) {
            lost = noLog.getMessage();
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("exitCode", ended.path("exitCode").asInt(-1));
        result.put("pod", name);
        result.put("node", pod.at("/spec/nodeName").asText());
        result.put(
                "reason", ended.path("reason").asText(pod.at("/status/reason").asText()));
        result.put(
                "message",
                ended.path("message").asText(pod.at("/status/message").asText(lost)));
        // Without the log, which may show anything: after a crash between removal and end only that is lost.
        journal.put(RESULT, MAPPER.writeValueAsString(result));
        journal.save();
        new ObjectDeletion(client).delete(path());
        return done(result, log.lines());
    }

    private Turn done(Map<String, Object> ended, List<String> lines) throws OperationException {
        Map<String, Object> result = new LinkedHashMap<>(ended);
        result.put("log", String.join("\n", lines));
        result.put("truncated", log.truncated());
        result.put("changed", true);
        int exitCode = ((Number) result.get("exitCode")).intValue();
        if (exitCode != 0 && failOnError) {
            String message = String.valueOf(result.get("message")).strip();
            String last = lines.isEmpty() ? "" : "; last line of its log: " + lines.get(lines.size() - 1);
            throw new OperationException(
                    subject() + " ended with exit code " + exitCode + " (" + result.get("reason") + ")"
                            + (message.isEmpty() ? "" : ": " + message) + last
                            + ". With failOnError: false the step returns exit code and log instead.",
                    Map.of("exitCode", Integer.toString(exitCode)),
                    null);
        }
        return Turn.done(result);
    }

    private String subject() {
        return "pod " + namespace + "/" + name;
    }

    private String path() {
        return "api/v1/namespaces/" + namespace + "/pods/" + name;
    }

    /** A pod that runs once is of no use to anybody after its step, so it never stays. */
    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        boolean there = new ObjectDeletion(client).delete(path());
        return Operation.left(there ? subject() + " was removed" : subject() + " does not exist");
    }
}
