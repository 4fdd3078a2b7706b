package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Empties nodes as the container service does before it replaces them: cordons, then evicts what is no daemon's. */
final class Drain {
    private final ControlPlane plane;
    private final DisruptionBudgets budgets;
    private String blocked = "";

    Drain(ControlPlane plane, DisruptionBudgets budgets) {
        this.plane = plane;
        this.budgets = budgets;
    }

    /** The refusal of the eviction that was refused last; empty where none was. */
    String blocked() {
        return blocked;
    }

    void cordon(ObjectNode node) {
        schedulable(node, false);
        plane.events().normal("upgrader", node, "Drain", "Draining node: " + Meta.name(node));
    }

    void uncordon(ObjectNode node) {
        schedulable(node, true);
    }

    private void schedulable(ObjectNode node, boolean schedulable) {
        ObjectNode spec = Json.child(node, "spec");
        if (schedulable) {
            spec.remove("unschedulable");
        } else {
            spec.put("unschedulable", true);
        }
        plane.save(ControlPlane.NODES, node);
    }

    /** Evicts what may be evicted now; true once nothing is left. */
    boolean isEmpty(String node) {
        boolean empty = true;
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            boolean daemon = Meta.controller(pod)
                    .filter(owner -> Json.text(owner, "kind").equals("DaemonSet"))
                    .isPresent();
            if (Json.text(pod, "spec", "nodeName").equals(node) && !daemon && !Pods.ended(pod)) {
                empty = false;
                evict(node, pod);
            }
        }
        return empty;
    }

    private void evict(String node, JsonNode pod) {
        if (Meta.deleting(pod)) {
            return;
        }
        try {
            budgets.evict(pod, DeleteOptions.of(new Query(Map.of()), MissingNode.getInstance()), false);
        } catch (ApiError refused) {
            String name = Meta.namespace(pod) + "/" + Meta.name(pod);
            blocked = "Drain node " + node + " failed when evicting pod " + Meta.name(pod) + " in namespace "
                    + Meta.namespace(pod)
                    + " failed with Too Many Requests error. This is often caused by a restrictive"
                    + " Pod Disruption Budget (PDB) policy. See https://aka.ms/aks/debugdrainfailures. Original error: "
                    + refused.getMessage() + " PDB debug info: blocked pod " + name + ": "
                    + refused.status().at("/details/causes/0/message").asText();
        }
    }
}
