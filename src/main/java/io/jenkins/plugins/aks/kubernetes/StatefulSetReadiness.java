package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;

/** All replicas are ready and, where it updates by itself, of the last revision. */
final class StatefulSetReadiness implements Readiness {

    @Override
    public ReadyState of(JsonNode set) {
        if (!Readiness.isObserved(set)) {
            return ReadyState.waiting("the change to be seen by its controller");
        }
        int wanted = set.at("/spec/replicas").asInt(1);
        int ready = set.at("/status/readyReplicas").asInt();
        if (ready < wanted) {
            return ReadyState.waiting(ready + " of " + wanted + " replicas ready");
        }
        boolean rolls = !set.at("/spec/updateStrategy/type").asText().equals("OnDelete");
        int partition = set.at("/spec/updateStrategy/rollingUpdate/partition").asInt();
        int updated = set.at("/status/updatedReplicas").asInt();
        String current = set.at("/status/currentRevision").asText();
        boolean same = current.equals(set.at("/status/updateRevision").asText());
        int due = Math.max(0, wanted - partition);
        return ReadyState.ready(
                !rolls || same || (partition > 0 && updated >= due), updated + " of " + due + " replicas updated");
    }
}
