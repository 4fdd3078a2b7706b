package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** Pods leave a node with a NoExecute taint that they do not tolerate. */
final class TaintEviction implements Controller {
    private static final long USUAL_SECONDS = 300;

    private final ControlPlane plane;

    TaintEviction(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void reconcile() {
        for (JsonNode node : plane.list(ControlPlane.NODES)) {
            for (JsonNode taint : Json.at(node, "spec", "taints")) {
                if (Json.text(taint, "effect").equals("NoExecute")) {
                    evict(Meta.name(node), taint);
                }
            }
        }
    }

    /** A pod tolerates an unreachable node for some minutes, also without saying so; daemons for ever. */
    private boolean isOver(JsonNode pod, JsonNode taint) {
        boolean silent = Json.text(taint, "key").equals(NodeHealth.UNREACHABLE);
        boolean daemon = Meta.controller(pod)
                .filter(owner -> Json.text(owner, "kind").equals("DaemonSet"))
                .isPresent();
        if (silent && daemon) {
            return false;
        }
        long seconds = silent ? USUAL_SECONDS : 0;
        for (JsonNode toleration : Json.at(pod, "spec", "tolerations")) {
            if (NodeFit.tolerates(toleration, taint)) {
                JsonNode limit = toleration.path("tolerationSeconds");
                if (limit.isMissingNode()) {
                    return false;
                }
                seconds = limit.asLong();
            }
        }
        JsonNode added = taint.path("timeAdded");
        Instant since = added.isMissingNode() ? plane.now() : Meta.instant(added);
        return seconds <= 0 || plane.reached(since.plus(plane.delays().real().apply(Duration.ofSeconds(seconds))));
    }

    private void evict(String node, JsonNode taint) {
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            boolean there = Json.text(pod, "spec", "nodeName").equals(node) && Pods.active(pod);
            if (there && isOver(pod, taint)) {
                String message = "Marking for deletion Pod " + Meta.namespace(pod) + "/" + Meta.name(pod);
                plane.events().normal("taint-eviction-controller", pod, "TaintManagerEviction", message);
                plane.delete(ControlPlane.PODS, pod);
            }
        }
    }
}
