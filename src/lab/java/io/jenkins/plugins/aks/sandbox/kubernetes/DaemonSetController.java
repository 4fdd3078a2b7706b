package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** DaemonSet to one pod on each node that lets it run. */
final class DaemonSetController implements Controller {
    private static final ResourceType SETS = BuiltInTypes.kind("DaemonSet");
    private static final List<String> TOLERATED = List.of(
            "node.kubernetes.io/not-ready",
            "node.kubernetes.io/unreachable",
            "node.kubernetes.io/disk-pressure",
            "node.kubernetes.io/memory-pressure",
            "node.kubernetes.io/pid-pressure",
            "node.kubernetes.io/unschedulable");

    private final ControlPlane plane;

    DaemonSetController(ControlPlane plane) {
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
        List<ObjectNode> pods = plane.podsOf(set);
        List<String> wanted = new ArrayList<>();
        for (JsonNode node : plane.list(ControlPlane.NODES)) {
            ObjectNode pod = pod(set, Meta.name(node));
            if (!Meta.deleting(node) && NodeFit.fitsDaemon(pod, node)) {
                wanted.add(Meta.name(node));
                if (pods.stream().noneMatch(there -> nodeOf(there).equals(Meta.name(node)))) {
                    plane.createPod("daemonset-controller", set, pod);
                }
            }
        }
        String revision = Pods.templateHash(set);
        boolean replacing = pods.stream().anyMatch(pod -> !Pods.ready(pod));
        for (JsonNode pod : pods) {
            boolean old = !Pods.label(pod, StatefulSetController.REVISION).equals(revision);
            if (!wanted.contains(nodeOf(pod)) || Pods.ended(pod) || old && !replacing) {
                plane.delete(ControlPlane.PODS, pod);
                replacing = true;
            }
        }
        status(set, wanted.size(), revision);
    }

    private ObjectNode pod(JsonNode set, String node) {
        ObjectNode pod = Pods.from(Json.at(set, "spec", "template"), set);
        Meta.of(pod).put("generateName", Meta.name(set) + "-");
        Json.child(pod, "metadata", "labels").put(StatefulSetController.REVISION, Pods.templateHash(set));
        ObjectNode spec = Json.child(pod, "spec");
        for (String taint : TOLERATED) {
            spec.withArray("tolerations").addObject().put("key", taint).put("operator", "Exists");
        }
        ObjectNode term = Json.child(spec, "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
                .putArray("nodeSelectorTerms")
                .addObject();
        ObjectNode name = term.putArray("matchFields").addObject();
        name.put("key", "metadata.name")
                .put("operator", "In")
                .putArray("values")
                .add(node);
        return pod;
    }

    private static String nodeOf(JsonNode pod) {
        String node = Json.text(pod, "spec", "nodeName");
        if (!node.isEmpty()) {
            return node;
        }
        JsonNode terms = Json.at(
                pod,
                "spec",
                "affinity",
                "nodeAffinity",
                "requiredDuringSchedulingIgnoredDuringExecution",
                "nodeSelectorTerms");
        return terms.path(0).path("matchFields").path(0).path("values").path(0).asText();
    }

    private void status(ObjectNode set, int wanted, String revision) {
        List<ObjectNode> pods = plane.podsOf(set).stream().filter(Pods::active).toList();
        int ready = (int) pods.stream().filter(Pods::ready).count();
        int updated = (int) pods.stream()
                .filter(pod -> Pods.label(pod, StatefulSetController.REVISION).equals(revision))
                .count();
        ObjectNode status = Json.child(set, "status");
        status.put("desiredNumberScheduled", wanted).put("currentNumberScheduled", pods.size());
        status.put("numberReady", ready).put("numberMisscheduled", 0);
        status.put("observedGeneration", Json.at(set, "metadata", "generation").asLong());
        Numbers.put(status, "numberAvailable", ready);
        Numbers.put(status, "updatedNumberScheduled", updated);
        Numbers.put(status, "numberUnavailable", Math.max(0, wanted - ready));
        plane.save(SETS, set);
    }
}
