package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** Each node that it is for runs a pod of the last template, and all are available. */
final class DaemonSetReadiness implements Readiness {

    @Override
    public ReadyState of(JsonNode set) {
        if (!Readiness.isObserved(set)) {
            return ReadyState.waiting("the change to be seen by its controller");
        }
        int wanted = set.at("/status/desiredNumberScheduled").asInt();
        boolean rolls = !set.at("/spec/updateStrategy/type").asText().equals("OnDelete");
        int updated = set.at("/status/updatedNumberScheduled").asInt();
        if (rolls && updated < wanted) {
            return ReadyState.waiting(updated + " of " + wanted + " pods updated");
        }
        int available = set.at("/status/numberAvailable").asInt();
        return ReadyState.ready(available >= wanted, available + " of " + wanted + " pods available");
    }
}
