package io.jenkins.plugins.aks.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.PodChoice;
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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches until the pod is ready on another node, or until that is given up (W099). Result: {@code recovered}; where it did,
 * {@code node}, {@code sameVolume}, and the times {@code detected}, {@code scheduled}, {@code attached}, {@code ready}; else
 * {@code trouble} and {@code waited}, how long.
 */
final class FailoverWatch implements Operation<AksSession> {
    static final String RECOVERED = "recovered";
    static final String NODE = "node";
    static final String SAME_VOLUME = "sameVolume";
    static final String TROUBLE = "trouble";
    static final String WAITED = "waited";
    static final String DETECTED = "detected";
    static final String SCHEDULED = "scheduled";
    static final String ATTACHED = "attached";
    static final String READY = "ready";

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
    private static final int HOPELESS_RESTARTS = 5;

    private final FailoverSpec spec;
    private final Map<String, Object> workload;
    private final Map<String, Object> taken;

    FailoverWatch(FailoverSpec spec, Map<String, Object> workload, Map<String, Object> taken) {
        this.spec = spec;
        this.workload = workload;
        this.taken = taken;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        FailoverView view = new FailoverView(
                session.kubernetes(spec.clusterId()), spec.workload().namespace());
        JsonNode pod = view.pod(text(workload, FailoverWorkload.POD));
        String volume = text(workload, FailoverWorkload.VOLUME);
        boolean another = !pod.isMissingNode() && !FailoverView.uid(pod).equals(text(taken, TakenNode.POD_UID));
        boolean elsewhere = another && !pod.at("/spec/nodeName").asText("").equals(text(taken, TakenNode.NODE));
        if (another || !PodChoice.isReady(pod)) {
            remember(session, journal, DETECTED, "the pod is lost");
        }
        if (elsewhere && isAttached(view, volume, pod.at("/spec/nodeName").asText(""))) {
            remember(session, journal, ATTACHED, "the volume is attached");
        }
        if (elsewhere && PodChoice.isReady(pod)) {
            session.log().line("ready again on node " + pod.at("/spec/nodeName").asText());
            return Turn.done(recovered(view, journal, pod));
        }
        String seen = seen(view, pod, another, volume);
        boolean hopeless = another && isCrashing(pod);
        if (hopeless || new PhaseLimit("recovery", spec.patience()).isOver(session, journal)) {
            Map<String, Object> given = new LinkedHashMap<>();
            given.put(RECOVERED, false);
            given.put(TROUBLE, (hopeless ? "it crashes again and again: " : "") + seen);
            Instant cut = Instant.parse(text(taken, TakenNode.AT));
            given.put(
                    WAITED,
                    Durations.format(Duration.between(cut, session.clock().instant())));
            journal.get(DETECTED).ifPresent(time -> given.put(DETECTED, time));
            journal.get(ATTACHED).ifPresent(time -> given.put(ATTACHED, time));
            session.log().line("given up: " + seen);
            return Turn.done(given);
        }
        return Turn.again(LOOK_AGAIN, seen);
    }

    private static void remember(AksSession session, Journal journal, String event, String text) throws IOException {
        if (journal.get(event).isEmpty()) {
            journal.put(event, session.clock().instant().toString()).save();
            session.log().line(text);
        }
    }

    private static boolean isAttached(FailoverView view, String volume, String node)
            throws OperationException, TransientException {
        return view.attachments(volume).stream()
                .anyMatch(each -> each.at("/spec/nodeName").asText().equals(node)
                        && each.at("/status/attached").asBoolean());
    }

    private static boolean isCrashing(JsonNode pod) {
        for (JsonNode status : pod.at("/status/containerStatuses")) {
            if (status.path("restartCount").asInt() >= HOPELESS_RESTARTS
                    && !status.path("ready").asBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** By the cluster's own times where it has them: they count also for what happened while nobody looked. */
    private Map<String, Object> recovered(FailoverView view, Journal journal, JsonNode pod)
            throws OperationException, TransientException {
        JsonNode claim = view.claim(text(workload, "claim"));
        boolean same = FailoverView.uid(claim).equals(text(workload, FailoverWorkload.CLAIM_UID))
                && claim.at("/spec/volumeName").asText().equals(text(workload, FailoverWorkload.VOLUME));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(RECOVERED, true);
        result.put(NODE, pod.at("/spec/nodeName").asText());
        result.put(SAME_VOLUME, same);
        Optional<Instant> made = FailoverView.instant(pod.at("/metadata/creationTimestamp"));
        put(result, DETECTED, earlier(journal.instant(DETECTED), made));
        put(result, SCHEDULED, FailoverView.since(pod, "PodScheduled").or(() -> made));
        Optional<Instant> mounted = FailoverView.since(pod, "PodReadyToStartContainers");
        Optional<Instant> started = FailoverView.instant(pod.at("/status/containerStatuses/0/state/running/startedAt"));
        put(result, ATTACHED, earlier(journal.instant(ATTACHED), earlier(mounted, started)));
        put(result, READY, FailoverView.since(pod, "Ready").or(() -> started));
        return result;
    }

    private static void put(Map<String, Object> result, String event, Optional<Instant> time) {
        time.ifPresent(at -> result.put(event, at.toString()));
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get().isBefore(other.get()) ? one.get() : other.get())
                : one.or(() -> other);
    }

    /** What keeps the pod from being ready elsewhere, in the cluster's words. */
    private String seen(FailoverView view, JsonNode pod, boolean another, String volume)
            throws OperationException, TransientException {
        String name = "pod " + text(workload, FailoverWorkload.POD);
        if (pod.isMissingNode()) {
            return name + " is gone, and there is no new one yet";
        }
        if (!another) {
            return FailoverView.isLeaving(pod)
                    ? name + " is Terminating since "
                            + pod.at("/metadata/deletionTimestamp").asText()
                            + finalizers(pod)
                            + ": a StatefulSet makes no new pod until it is gone"
                    : name + " is still the former one on node "
                            + pod.at("/spec/nodeName").asText();
        }
        String warning = view.warning(text(workload, FailoverWorkload.POD));
        return "the new " + name + " is " + pod.at("/status/phase").asText("not seen yet")
                + PodChoice.trouble(pod).map(text -> ", " + text).orElse("")
                + attachTrouble(view, volume)
                + (warning.isEmpty() ? "" : "; last warnings: " + warning);
    }

    private static String finalizers(JsonNode pod) {
        JsonNode finalizers = pod.at("/metadata/finalizers");
        return finalizers.isEmpty() ? "" : " (finalizers " + finalizers + ")";
    }

    private static String attachTrouble(FailoverView view, String volume)
            throws OperationException, TransientException {
        StringBuilder text = new StringBuilder();
        for (JsonNode each : view.attachments(volume)) {
            if (!each.at("/status/attached").asBoolean()) {
                text.append("; volume ").append(volume).append(" is not attached to node ");
                text.append(each.at("/spec/nodeName").asText());
                String error = each.at("/status/attachError/message").asText();
                text.append(error.isEmpty() ? "" : ": " + error);
            }
        }
        return text.toString();
    }

    private static String text(Map<String, Object> facts, String key) {
        return String.valueOf(facts.get(key));
    }
}
