package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** ReplicaSet to pods. */
final class ReplicaSetController implements Controller {
    private static final ResourceType SETS = BuiltInTypes.kind("ReplicaSet");

    private final ControlPlane plane;

    ReplicaSetController(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void reconcile() {
        for (ObjectNode set : plane.list(SETS)) {
            if (!Meta.deleting(set)) {
                reconcile(set);
            }
        }
    }

    private void reconcile(ObjectNode set) {
        List<ObjectNode> pods = plane.podsOf(set).stream().filter(Pods::active).toList();
        int wanted = Json.at(set, "spec", "replicas").asInt();
        for (int i = pods.size(); i < wanted; i++) {
            ObjectNode pod = Pods.from(Json.at(set, "spec", "template"), set);
            Meta.of(pod).put("generateName", Meta.name(set) + "-");
            Optional<ObjectNode> created = plane.createPod("replicaset-controller", set, pod);
            if (created.isEmpty()) {
                break;
            }
            String message = "Created pod: " + Meta.name(created.get());
            plane.events().normal("replicaset-controller", set, "SuccessfulCreate", message);
        }
        pods.stream()
                .sorted(firstToGo())
                .limit(Math.max(0, pods.size() - wanted))
                .forEach(pod -> {
                    plane.delete(ControlPlane.PODS, pod);
                    String message = "Deleted pod: " + Meta.name(pod);
                    plane.events().normal("replicaset-controller", set, "SuccessfulDelete", message);
                });
        status(set);
    }

    /** Those that do not serve, then the youngest. */
    private static Comparator<JsonNode> firstToGo() {
        return Comparator.<JsonNode, Boolean>comparing(Pods::ready).thenComparing(pod -> -Meta.version(pod));
    }

    private void status(ObjectNode set) {
        List<ObjectNode> pods = plane.podsOf(set).stream().filter(Pods::active).toList();
        int ready = (int) pods.stream().filter(Pods::ready).count();
        ObjectNode status = Json.child(set, "status");
        status.put("replicas", pods.size());
        status.put("observedGeneration", Json.at(set, "metadata", "generation").asLong());
        Numbers.put(status, "fullyLabeledReplicas", pods.size());
        Numbers.put(status, "readyReplicas", ready);
        Numbers.put(status, "availableReplicas", ready);
        plane.save(SETS, set);
    }
}
