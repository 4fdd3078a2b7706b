package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Nodes that do not answer any more: they become not ready after a while, their pods too, and a taint drives the pods away as
 * far as that is possible without them. A node that answers again gets well at once.
 */
final class NodeHealth implements Controller {
    static final String UNREACHABLE = "node.kubernetes.io/unreachable";
    private static final Duration GRACE = Duration.ofSeconds(40);

    private final ControlPlane plane;
    private final Store store;
    private final PodStatus status;
    private final Map<String, Instant> silent = new HashMap<>();

    NodeHealth(ControlPlane plane, Store store) {
        this.plane = plane;
        this.store = store;
        this.status = new PodStatus(plane);
    }

    @Override
    public void reconcile() {
        StorageFacts facts = StorageFacts.of(store);
        if (facts.document().path("unreachable").isEmpty() && silent.isEmpty()) {
            return;
        }
        for (ObjectNode node : plane.list(ControlPlane.NODES)) {
            String name = Meta.name(node);
            if (!facts.concerns("unreachable", name)) {
                if (silent.remove(name) != null) {
                    back(node);
                }
            } else if (plane.reached(silent.computeIfAbsent(name, key -> plane.now())
                    .plus(plane.delays().real().apply(GRACE)))) {
                lost(node);
            }
        }
    }

    private void lost(ObjectNode node) {
        if (!Conditions.isTrue(node, "Ready")) {
            return;
        }
        Conditions.set(node, "Ready", false, "NodeStatusUnknown", "Kubelet stopped posting node status.", plane.now());
        ((ObjectNode) Conditions.find(Json.at(node, "status", "conditions"), "Ready")).put("status", "Unknown");
        ArrayNode taints = Json.child(node, "spec").withArray("taints");
        for (String effect : new String[] {"NoSchedule", "NoExecute"}) {
            taints.addObject().put("key", UNREACHABLE).put("effect", effect).put("timeAdded", Meta.time(plane.now()));
        }
        plane.save(ControlPlane.NODES, node);
        plane.events()
                .normal(
                        "node-controller",
                        node,
                        "NodeNotReady",
                        "Node " + Meta.name(node) + " status is now: NodeNotReady");
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            if (Json.text(pod, "spec", "nodeName").equals(Meta.name(node)) && Pods.ready(pod)) {
                status.notReadyNow(pod);
                plane.save(ControlPlane.PODS, pod);
            }
        }
    }

    private void back(ObjectNode node) {
        Conditions.set(node, "Ready", true, "KubeletReady", "kubelet is posting ready status", plane.now());
        ArrayNode kept = Json.array();
        for (JsonNode taint : Json.at(node, "spec", "taints")) {
            if (!Json.text(taint, "key").equals(UNREACHABLE)) {
                kept.add(taint);
            }
        }
        Json.child(node, "spec").set("taints", kept);
        plane.save(ControlPlane.NODES, node);
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            if (Json.text(pod, "spec", "nodeName").equals(Meta.name(node)) && Pods.active(pod)) {
                status.readyWhenAllAre(pod);
                plane.save(ControlPlane.PODS, pod);
            }
        }
    }
}
