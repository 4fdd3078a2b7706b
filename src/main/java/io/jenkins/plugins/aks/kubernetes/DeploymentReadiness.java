package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** All replicas are of the last template and available, and no older ones are left: {@code kubectl rollout status}. */
final class DeploymentReadiness implements Readiness {

    @Override
    public ReadyState of(JsonNode deployment) {
        if (!Readiness.isObserved(deployment)) {
            return ReadyState.waiting("the change to be seen by its controller");
        }
        JsonNode progressing = Readiness.condition(deployment, "Progressing");
        if (progressing.path("reason").asText().equals("ProgressDeadlineExceeded")) {
            return ReadyState.failed(Readiness.said(progressing));
        }
        int wanted = deployment.at("/spec/replicas").asInt(1);
        int updated = deployment.at("/status/updatedReplicas").asInt();
        int all = deployment.at("/status/replicas").asInt();
        int available = deployment.at("/status/availableReplicas").asInt();
        if (updated < wanted) {
            return ReadyState.waiting(updated + " of " + wanted + " replicas updated");
        }
        if (all > updated) {
            return ReadyState.waiting(all - updated + " old replicas to end");
        }
        return ReadyState.ready(available >= wanted, available + " of " + wanted + " replicas available");
    }
}
