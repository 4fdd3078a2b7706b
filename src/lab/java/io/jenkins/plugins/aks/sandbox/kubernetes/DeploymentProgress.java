package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The condition Progressing: whether a rollout goes on, is done, or has not moved for longer than its deadline. Once a set
 * has come to its end it stays so, whatever becomes of its pods.
 */
final class DeploymentProgress {
    private static final String TYPE = "Progressing";
    private static final String DONE = "NewReplicaSetAvailable";
    private static final String LATE = "ProgressDeadlineExceeded";

    private final ControlPlane plane;
    /** When a rollout last moved, by its Deployment; the condition tells it in whole seconds only. */
    private final Map<String, Instant> moves = new HashMap<>();

    DeploymentProgress(ControlPlane plane) {
        this.plane = plane;
    }

    /**
     * @param set the name of the set of the present template
     * @param moved whether any number of the status is another one than before
     */
    void tell(ObjectNode deployment, String set, boolean moved, boolean complete) {
        JsonNode before = Conditions.find(Json.at(deployment, "status", "conditions"), TYPE);
        String name = "ReplicaSet \"" + set + "\"";
        boolean same = Json.text(before, "message").startsWith(name);
        if (complete || same && Json.text(before, "reason").equals(DONE)) {
            set(deployment, true, DONE, name + " has successfully progressed.");
            return;
        }
        if (Json.at(deployment, "spec", "paused").asBoolean()) {
            paused(deployment);
            return;
        }
        if (!same || moved) {
            moves.put(Meta.uid(deployment), plane.now());
            set(deployment, true, "ReplicaSetUpdated", name + " is progressing.");
        } else if (!Json.text(before, "reason").equals(LATE) && isLate(deployment, before)) {
            set(deployment, false, LATE, name + " has timed out progressing.");
        }
    }

    private boolean isLate(JsonNode deployment, JsonNode before) {
        Instant since =
                moves.computeIfAbsent(Meta.uid(deployment), uid -> Meta.instant(before.path("lastTransitionTime")));
        long deadline = Json.at(deployment, "spec", "progressDeadlineSeconds").asLong();
        return deadline < Integer.MAX_VALUE
                && plane.reached(since.plus(plane.delays().real().apply(Duration.ofSeconds(deadline))));
    }

    private void set(ObjectNode deployment, boolean holds, String reason, String message) {
        Conditions.set(deployment, TYPE, holds, reason, message, plane.now());
    }

    private void paused(ObjectNode deployment) {
        set(deployment, false, "DeploymentPaused", "Deployment is paused");
        ((ObjectNode) Conditions.find(Json.at(deployment, "status", "conditions"), TYPE)).put("status", "Unknown");
    }
}
