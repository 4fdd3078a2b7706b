package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;

/** Why a pod does not run, in its own words: not scheduled, no image, crashing, probes that fail. */
final class PodTrouble {
    private static final int LONGEST = 400;

    /** Reasons that say no more than that it takes its time. */
    private static final Set<String> USUAL = Set.of("ContainerCreating", "PodInitializing", "");

    private PodTrouble() {}

    /** Empty where nothing is wrong. */
    static Optional<String> in(JsonNode pod) {
        JsonNode scheduled = Readiness.condition(pod, "PodScheduled");
        if (scheduled.path("status").asText().equals("False")) {
            return Optional.of(cut("not scheduled: " + scheduled.path("message").asText()));
        }
        Optional<String> init = in(pod.at("/status/initContainerStatuses"), true);
        if (init.isPresent()) {
            return init;
        }
        Optional<String> container = in(pod.at("/status/containerStatuses"), false);
        String reason = pod.at("/status/reason").asText();
        return container.isPresent() || reason.isEmpty()
                ? container
                : Optional.of(cut(reason + ": " + pod.at("/status/message").asText()));
    }

    private static Optional<String> in(JsonNode statuses, boolean init) {
        for (JsonNode status : statuses) {
            Optional<String> trouble = of(status, init);
            if (trouble.isPresent()) {
                String kind = init ? "init container " : "container ";
                return Optional.of(cut(kind + status.path("name").asText() + ": " + trouble.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> of(JsonNode status, boolean init) {
        JsonNode waiting = status.at("/state/waiting");
        JsonNode ended = status.at("/state/terminated");
        JsonNode last = status.at("/lastState/terminated");
        if (!USUAL.contains(waiting.path("reason").asText())) {
            String crash = last.isMissingNode() ? "" : ", last time it " + exit(last);
            return Optional.of(Readiness.said(waiting) + crash);
        }
        if (ended.isObject() && ended.path("exitCode").asInt() != 0) {
            return Optional.of("it " + exit(ended));
        }
        boolean running = status.at("/state/running").isObject();
        if (running && init) {
            return Optional.of("still running");
        }
        return running && !status.path("ready").asBoolean()
                ? Optional.of("running, and not ready" + (last.isObject() ? "; before it " + exit(last) : ""))
                : Optional.empty();
    }

    private static String exit(JsonNode ended) {
        String reason = ended.path("reason").asText();
        String message = ended.path("message").asText().strip();
        return "ended with exit code " + ended.path("exitCode").asInt()
                + (reason.isEmpty() || reason.equals("Error") ? "" : " (" + reason + ")")
                + (message.isEmpty() ? "" : ": " + message);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
