package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Removes pods whose node is gone, some time after it went: whoever deletes only the node leaves its containers running for
 * so long at least, and the pods that take their place come no sooner. A finalizer holds a pod all the same.
 */
final class OrphanedPods implements Controller {
    private final ControlPlane plane;
    private final Store store;
    /** Since when a pod is known to have no node; a restart of the server begins anew, as one of the real controller. */
    private final Map<String, Instant> since = new HashMap<>();

    OrphanedPods(ControlPlane plane, Store store) {
        this.plane = plane;
        this.store = store;
    }

    @Override
    public void reconcile() {
        Set<String> nodes = new HashSet<>();
        plane.list(ControlPlane.NODES).forEach(node -> nodes.add(Meta.name(node)));
        Set<String> orphans = new HashSet<>();
        for (ObjectNode pod : plane.objects().list(ControlPlane.PODS, "", pod -> isOrphan(pod, nodes))) {
            orphans.add(Meta.uid(pod));
            Duration patience =
                    plane.delays().real().apply(StorageFacts.of(store).time("orphan"));
            Instant known = since.computeIfAbsent(Meta.uid(pod), uid -> plane.now());
            if (plane.reached(known.plus(patience))) {
                remove(pod);
            }
        }
        since.keySet().retainAll(orphans);
    }

    private static boolean isOrphan(com.fasterxml.jackson.databind.JsonNode pod, Set<String> nodes) {
        String node = Json.text(pod, "spec", "nodeName");
        return !node.isEmpty() && !nodes.contains(node);
    }

    private void remove(ObjectNode pod) {
        if (Json.at(pod, "metadata", "finalizers").isEmpty()) {
            plane.remove(ControlPlane.PODS, pod);
        } else if (!Meta.deleting(pod)) {
            plane.delete(ControlPlane.PODS, pod);
        }
    }
}
