package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** StatefulSet to pods with ordinals, one after the other, and their claims. */
final class StatefulSetController implements Controller {
    static final String REVISION = "controller-revision-hash";
    private static final ResourceType SETS = BuiltInTypes.kind("StatefulSet");
    private static final ResourceType CLAIMS = BuiltInTypes.kind("PersistentVolumeClaim");

    private final ControlPlane plane;

    StatefulSetController(ControlPlane plane) {
        this.plane = plane;
    }

    @Override
    public void reconcile() {
        for (ObjectNode set : plane.list(SETS)) {
            if (!Meta.deleting(set)) {
                step(set);
                status(set);
            }
        }
    }

    private void step(ObjectNode set) {
        int wanted = Json.at(set, "spec", "replicas").asInt();
        boolean parallel = Json.text(set, "spec", "podManagementPolicy").equals("Parallel");
        for (int i = 0; i < wanted; i++) {
            Optional<ObjectNode> pod = pod(set, i);
            if (pod.isEmpty()) {
                create(set, i);
            } else if (Pods.ended(pod.get())) {
                plane.delete(ControlPlane.PODS, pod.get());
            }
            if (!parallel && pod.filter(Pods::ready).isEmpty()) {
                return;
            }
        }
        for (JsonNode pod : surplus(set, wanted)) {
            plane.delete(ControlPlane.PODS, pod);
            if (!parallel) {
                return;
            }
        }
        update(set, wanted);
    }

    /** Those above the wanted number, the highest first; nothing while one of them is still going away. */
    private List<ObjectNode> surplus(ObjectNode set, int wanted) {
        List<ObjectNode> surplus = plane.podsOf(set).stream()
                .filter(pod -> ordinal(pod) >= wanted)
                .sorted((one, other) -> ordinal(other) - ordinal(one))
                .toList();
        return surplus.stream().anyMatch(Meta::deleting) ? List.of() : surplus;
    }

    /** Replaces the highest pod of an old revision once all the others are ready. */
    private void update(ObjectNode set, int wanted) {
        int partition = Json.at(set, "spec", "updateStrategy", "rollingUpdate", "partition")
                .asInt();
        boolean onDelete = Json.text(set, "spec", "updateStrategy", "type").equals("OnDelete");
        String revision = revision(set);
        for (int i = wanted - 1; i >= partition && !onDelete; i--) {
            Optional<ObjectNode> pod = pod(set, i);
            if (pod.filter(Pods::ready).isEmpty()) {
                return;
            }
            if (!Pods.label(pod.get(), REVISION).equals(revision)) {
                plane.delete(ControlPlane.PODS, pod.get());
                return;
            }
        }
    }

    private void create(ObjectNode set, int ordinal) {
        ObjectNode pod = Pods.from(Json.at(set, "spec", "template"), set);
        String name = Meta.name(set) + "-" + ordinal;
        Meta.of(pod).put("name", name);
        ObjectNode labels = Json.child(pod, "metadata", "labels");
        labels.put("statefulset.kubernetes.io/pod-name", name);
        labels.put("apps.kubernetes.io/pod-index", Integer.toString(ordinal)).put(REVISION, revision(set));
        ObjectNode spec = Json.child(pod, "spec");
        spec.put("hostname", name).put("subdomain", Json.text(set, "spec", "serviceName"));
        for (JsonNode template : Json.at(set, "spec", "volumeClaimTemplates")) {
            String volume = Meta.name(template);
            String claim = volume + "-" + name;
            claim(set, template, claim);
            spec.withArray("volumes")
                    .addObject()
                    .put("name", volume)
                    .putObject("persistentVolumeClaim")
                    .put("claimName", claim);
        }
        if (plane.createPod("statefulset-controller", set, pod).isPresent()) {
            String message = "create Pod " + name + " in StatefulSet " + Meta.name(set) + " successful";
            plane.events().normal("statefulset-controller", set, "SuccessfulCreate", message);
        }
    }

    private void claim(ObjectNode set, JsonNode template, String name) {
        if (plane.get(CLAIMS, Meta.namespace(set), name).isPresent()) {
            return;
        }
        ObjectNode claim = template.deepCopy();
        claim.put("kind", "PersistentVolumeClaim").put("apiVersion", "v1");
        Meta.of(claim).put("name", name).put("namespace", Meta.namespace(set));
        JsonNode labels = Json.at(set, "spec", "selector", "matchLabels");
        Json.child(claim, "metadata", "labels").setAll((ObjectNode) labels.deepCopy());
        plane.create(CLAIMS, claim);
    }

    private void status(ObjectNode set) {
        List<ObjectNode> pods = plane.podsOf(set);
        String revision = revision(set);
        int wanted = Json.at(set, "spec", "replicas").asInt();
        int ready = (int) pods.stream().filter(Pods::ready).count();
        int updated = (int) pods.stream()
                .filter(pod -> Pods.label(pod, REVISION).equals(revision))
                .count();
        ObjectNode status = Json.child(set, "status");
        String before = Json.text(status, "currentRevision");
        boolean done = updated == pods.size() && ready == wanted || before.isEmpty();
        String current = done ? revision : before;
        long ofCurrent = pods.stream()
                .filter(pod -> Pods.label(pod, REVISION).equals(current))
                .count();
        status.put("replicas", pods.size()).put("availableReplicas", ready);
        status.put("observedGeneration", Json.at(set, "metadata", "generation").asLong());
        status.put("currentRevision", current).put("updateRevision", revision).put("collisionCount", 0);
        Numbers.put(status, "readyReplicas", ready);
        Numbers.put(status, "currentReplicas", (int) ofCurrent);
        Numbers.put(status, "updatedReplicas", updated);
        plane.save(SETS, set);
    }

    private Optional<ObjectNode> pod(JsonNode set, int ordinal) {
        return plane.get(ControlPlane.PODS, Meta.namespace(set), Meta.name(set) + "-" + ordinal)
                .filter(pod -> Meta.controlledBy(pod, set));
    }

    private static int ordinal(JsonNode pod) {
        String name = Meta.name(pod);
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static String revision(JsonNode set) {
        return Meta.name(set) + "-" + Pods.templateHash(set);
    }
}
