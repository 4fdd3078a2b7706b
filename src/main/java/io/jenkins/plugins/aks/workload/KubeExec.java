package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ExecOutcome;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
import io.jenkins.plugins.aks.kubernetes.PodContainer;
import io.jenkins.plugins.aks.kubernetes.PodExec;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a command in a container. The connection lives as long as this object; that the command was sent is kept, so that a
 * restart of the controller, after which its end can't be learned, does not run it twice.
 */
final class KubeExec implements Operation<AksSession> {
    private static final Duration LOOK_FOR_PODS = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final int QUICK_LOOKS = 10;
    private static final int SHOWN_LINES = 100;
    private static final int SHOWN_ERROR = 1000;
    private static final String SENT = "sent";

    private final String clusterId;
    private final PodQuery pods;
    private final ExecRequest request;
    private PodExec running;
    private PodContainer where;
    private int looks;

    KubeExec(String clusterId, PodQuery pods, ExecRequest request) {
        this.clusterId = clusterId;
        this.pods = pods;
        this.request = request;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        if (running != null) {
            return look(session, journal);
        }
        Optional<String> sent = journal.get(SENT);
        if (sent.isPresent() && !request.idempotent()) {
            throw new OperationException("kubeExec: " + program() + " was sent to " + sent.get()
                    + " before Jenkins restarted, so how it ended is not known, and it is not sent twice. Check what"
                    + " it did; set idempotent: true for a command that may run again.");
        }
        KubernetesClient client = session.kubernetes(clusterId);
        List<JsonNode> found = pods.find(new ApiReader(client));
        Optional<JsonNode> pod = choose(found);
        if (pod.isEmpty()) {
            return Turn.again(LOOK_FOR_PODS, pods.subject() + ": none can take a command; " + PodChoice.unready(found));
        }
        where = PodChoice.container(pod.get(), pods.container());
        journal.put(SENT, where.subject());
        journal.save();
        running = PodExec.start(client, where, request.command(), request.stdin(), PodExec.USUAL_CAP);
        looks = 0;
        return Turn.again(SOON, waiting());
    }

    /** A pod that was named may be unready, as long as the container runs; of several it has to be a Ready one. */
    private Optional<JsonNode> choose(List<JsonNode> found) throws OperationException {
        if (pods.pod().isEmpty()) {
            return PodChoice.ready(found);
        }
        JsonNode pod = found.get(0);
        String phase = pod.at("/status/phase").asText();
        if (phase.equals("Succeeded") || phase.equals("Failed")) {
            throw new OperationException(pods.subject() + " has ended (" + phase
                    + "): no command can run in it. Start a new pod, e.g. with" + " kubeRun.");
        }
        String container = PodChoice.container(pod, pods.container()).container();
        return PodChoice.isRunning(pod, container) ? Optional.of(pod) : Optional.empty();
    }

    private Turn look(AksSession session, Journal journal) throws Exception {
        Optional<ExecOutcome> outcome;
        try {
            outcome = running.look();
        } catch (TransientException refused) {
            // It was not begun, so it may be sent again.
            forget(journal);
            throw refused;
        } catch (OperationException failed) {
            running = null;
            throw failed;
        }
        if (outcome.isEmpty()) {
            looks++;
            return Turn.again(looks < QUICK_LOOKS ? SOON : LATER, waiting());
        }
        running.close();
        return Turn.done(result(session, outcome.get()));
    }

    private void forget(Journal journal) throws IOException {
        running = null;
        journal.remove(SENT);
        journal.save();
    }

    private String waiting() {
        return program() + " runs in " + where.subject();
    }

    /** Without its arguments, which may be secrets. */
    private String program() {
        return request.command().get(0);
    }

    private Map<String, Object> result(AksSession session, ExecOutcome outcome) throws OperationException {
        show(session.log(), outcome.stdout());
        boolean fails = outcome.exitCode() != 0 && request.failOnError();
        boolean toldByFailure = fails && outcome.stderr().strip().length() <= SHOWN_ERROR;
        if (!toldByFailure) {
            show(session.log(), outcome.stderr());
        }
        if (fails) {
            throw new OperationException(
                    "kubeExec: " + program() + " in " + where.subject() + " ended with exit code " + outcome.exitCode()
                            + said(outcome)
                            + ". With failOnError: false the step returns exit code and output instead.",
                    Map.of("exitCode", Integer.toString(outcome.exitCode())),
                    null);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("exitCode", outcome.exitCode());
        result.put("stdout", outcome.stdout());
        result.put("stderr", outcome.stderr());
        result.put("truncated", outcome.truncated());
        result.put("pod", where.name());
        result.put("container", where.container());
        result.put("changed", true);
        return result;
    }

    private static void show(Log log, String stream) {
        List<String> lines = stream.lines().toList();
        lines.stream().limit(SHOWN_LINES).forEach(log::line);
        if (lines.size() > SHOWN_LINES) {
            log.line((lines.size() - SHOWN_LINES) + " more lines are in the step's result only");
        }
    }

    private static String said(ExecOutcome outcome) {
        String error = outcome.stderr().strip();
        String end = error.length() <= SHOWN_ERROR ? error : "…" + error.substring(error.length() - SHOWN_ERROR);
        return end.isEmpty() ? "" : ": " + end;
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        if (running == null) {
            return Operation.left(journal.get(SENT)
                    .map(subject -> "the command was sent to " + subject + "; it may still run there")
                    .orElse("no command was sent"));
        }
        running.close();
        return Operation.left("the connection was closed; " + program() + " may still run in " + where.subject());
    }
}
