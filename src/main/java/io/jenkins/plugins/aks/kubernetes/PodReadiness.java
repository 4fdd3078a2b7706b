package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** The pod is ready, or has done its work. */
final class PodReadiness implements Readiness {

    @Override
    public ReadyState of(JsonNode pod) {
        String phase = pod.at("/status/phase").asText();
        if (phase.equals("Failed")) {
            return ReadyState.failed("the pod failed"
                    + PodTrouble.in(pod).map(each -> ": " + each).orElse(""));
        }
        boolean ready =
                Readiness.condition(pod, "Ready").path("status").asText().equals("True");
        String trouble = PodTrouble.in(pod).map(each -> ": " + each).orElse("");
        return ReadyState.ready(
                ready || phase.equals("Succeeded"), (phase.isEmpty() ? "not yet seen" : phase) + trouble);
    }
}
