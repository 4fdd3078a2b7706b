package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Pods leave a node with a NoExecute taint that they do not tolerate. */
final class TaintEviction implements Controller {
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

    private void evict(String node, JsonNode taint) {
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            boolean there = Json.text(pod, "spec", "nodeName").equals(node) && Pods.active(pod);
            if (there && !NodeFit.tolerated(pod, taint)) {
                String message = "Marking for deletion Pod " + Meta.namespace(pod) + "/" + Meta.name(pod);
                plane.events().normal("taint-eviction-controller", pod, "TaintManagerEviction", message);
                plane.delete(ControlPlane.PODS, pod);
            }
        }
    }
}
