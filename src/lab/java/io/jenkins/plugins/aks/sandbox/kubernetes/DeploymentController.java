package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;

/** Deployment to ReplicaSets: one for each template, scaled against each other as the strategy says. */
final class DeploymentController implements Controller {
    static final String HASH = "pod-template-hash";
    private static final String REVISION = "deployment.kubernetes.io/revision";
    private static final ResourceType DEPLOYMENTS = BuiltInTypes.kind("Deployment");
    private static final ResourceType REPLICA_SETS = BuiltInTypes.kind("ReplicaSet");

    private final ControlPlane plane;
    private final DeploymentProgress progress;

    DeploymentController(ControlPlane plane) {
        this.plane = plane;
        this.progress = new DeploymentProgress(plane);
    }

    @Override
    public void reconcile() {
        for (ObjectNode deployment : plane.list(DEPLOYMENTS)) {
            if (!Meta.deleting(deployment)) {
                reconcile(deployment);
            }
        }
    }

    private void reconcile(ObjectNode deployment) {
        List<ObjectNode> sets = plane.list(REPLICA_SETS, Meta.namespace(deployment)).stream()
                .filter(set -> Meta.controlledBy(set, deployment))
                .toList();
        String hash = Pods.templateHash(deployment);
        List<ObjectNode> old =
                sets.stream().filter(set -> !Pods.label(set, HASH).equals(hash)).toList();
        ObjectNode current = sets.stream()
                .filter(set -> Pods.label(set, HASH).equals(hash))
                .findFirst()
                .orElseGet(() -> create(deployment, hash));
        revision(deployment, current, old);
        if (!Json.at(deployment, "spec", "paused").asBoolean() || old.isEmpty()) {
            rollOut(deployment, current, old);
        }
        status(deployment, current, old);
        plane.save(DEPLOYMENTS, deployment);
    }

    private ObjectNode create(ObjectNode deployment, String hash) {
        ObjectNode set = Json.object().put("kind", "ReplicaSet").put("apiVersion", "apps/v1");
        ObjectNode metadata = Meta.of(set);
        metadata.put("name", Meta.name(deployment) + "-" + hash).put("namespace", Meta.namespace(deployment));
        ObjectNode spec = set.putObject("spec").put("replicas", 0);
        spec.set("selector", Json.at(deployment, "spec", "selector").deepCopy());
        Json.child(spec, "selector", "matchLabels").put(HASH, hash);
        spec.set("template", Json.at(deployment, "spec", "template").deepCopy());
        Json.child(spec, "template", "metadata", "labels").put(HASH, hash);
        metadata.set("labels", Json.at(spec, "template", "metadata", "labels").deepCopy());
        Meta.own(set, deployment);
        return plane.create(REPLICA_SETS, set);
    }

    /** The current set has the highest revision; going back to an old template makes it the newest again. */
    private void revision(ObjectNode deployment, ObjectNode current, List<ObjectNode> old) {
        long highest =
                old.stream().mapToLong(DeploymentController::revisionOf).max().orElse(0);
        if (revisionOf(current) <= highest) {
            Json.child(current, "metadata", "annotations").put(REVISION, Long.toString(highest + 1));
            plane.save(REPLICA_SETS, current);
        }
        String revision = Long.toString(revisionOf(current));
        Json.child(deployment, "metadata", "annotations").put(REVISION, revision);
    }

    private static long revisionOf(JsonNode object) {
        return Json.at(object, "metadata", "annotations", REVISION).asLong();
    }

    private void rollOut(ObjectNode deployment, ObjectNode current, List<ObjectNode> old) {
        int wanted = Json.at(deployment, "spec", "replicas").asInt();
        int oldReplicas = sum(old, "spec", "replicas");
        JsonNode strategy = Json.at(deployment, "spec", "strategy");
        if (Json.text(strategy, "type").equals("Recreate")) {
            old.forEach(set -> scale(deployment, set, 0));
            if (sum(old, "status", "replicas") == 0) {
                scale(deployment, current, wanted);
            }
            return;
        }
        int surge = share(Json.at(strategy, "rollingUpdate", "maxSurge"), wanted, true);
        int unavailable = share(Json.at(strategy, "rollingUpdate", "maxUnavailable"), wanted, false);
        unavailable = surge == 0 && unavailable == 0 ? 1 : unavailable;
        int room = wanted + surge - oldReplicas;
        int before = Json.at(current, "spec", "replicas").asInt();
        int now = oldReplicas == 0 ? wanted : Math.max(before, Math.min(wanted, room));
        scale(deployment, current, Math.min(now, wanted));
        int available = Json.at(current, "status", "availableReplicas").asInt();
        int newUnavailable = Math.max(0, Math.min(now, wanted) - available);
        int surplus = oldReplicas + Math.min(now, wanted) - (wanted - unavailable) - newUnavailable;
        shrink(deployment, old, surplus);
    }

    private void shrink(ObjectNode deployment, List<ObjectNode> old, int surplus) {
        int left = surplus;
        for (ObjectNode set : old.stream()
                .sorted(Comparator.comparingLong(DeploymentController::revisionOf))
                .toList()) {
            int replicas = Json.at(set, "spec", "replicas").asInt();
            int take = Math.min(replicas, Math.max(0, left));
            scale(deployment, set, replicas - take);
            left -= take;
        }
    }

    /** A number or a percentage of the replicas, rounded up for the surge and down for what may be missing. */
    private static int share(JsonNode value, int replicas, boolean up) {
        String text = value.asText("0");
        if (!text.endsWith("%")) {
            return value.asInt();
        }
        double exact = replicas * Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0;
        return (int) (up ? Math.ceil(exact) : Math.floor(exact));
    }

    private void scale(ObjectNode deployment, ObjectNode set, int replicas) {
        int before = Json.at(set, "spec", "replicas").asInt();
        if (before == replicas) {
            return;
        }
        Json.child(set, "spec").put("replicas", replicas);
        Meta.of(set).put("generation", Json.at(set, "metadata", "generation").asLong() + 1);
        plane.save(REPLICA_SETS, set);
        String how = before < replicas ? "Scaled up" : "Scaled down";
        plane.events()
                .normal(
                        "deployment-controller",
                        deployment,
                        "ScalingReplicaSet",
                        how + " replica set " + Meta.name(set) + " from " + before + " to " + replicas);
    }

    private void status(ObjectNode deployment, ObjectNode current, List<ObjectNode> old) {
        int wanted = Json.at(deployment, "spec", "replicas").asInt();
        List<ObjectNode> all = new java.util.ArrayList<>(old);
        all.add(current);
        int available = sum(all, "status", "availableReplicas");
        int total = sum(all, "status", "replicas");
        int updated = Json.at(current, "status", "replicas").asInt();
        ObjectNode status = Json.child(deployment, "status");
        String before = counts(status);
        status.put(
                "observedGeneration",
                Json.at(deployment, "metadata", "generation").asLong());
        Numbers.put(status, "replicas", total);
        Numbers.put(status, "updatedReplicas", updated);
        Numbers.put(status, "readyReplicas", sum(all, "status", "readyReplicas"));
        Numbers.put(status, "availableReplicas", available);
        Numbers.put(status, "unavailableReplicas", Math.max(0, Math.max(wanted, total) - available));
        available(deployment, available);
        boolean complete = updated == wanted && total == wanted && available >= wanted;
        progress.tell(deployment, Meta.name(current), !before.equals(counts(status)), complete);
    }

    /** What moves while a rollout goes on. */
    private static String counts(JsonNode status) {
        return status.path("replicas") + " " + status.path("updatedReplicas") + " " + status.path("readyReplicas") + " "
                + status.path("availableReplicas");
    }

    private void available(ObjectNode deployment, int available) {
        int wanted = Json.at(deployment, "spec", "replicas").asInt();
        JsonNode rolling = Json.at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable");
        boolean enough = available >= wanted - share(rolling, wanted, false);
        Conditions.set(
                deployment,
                "Available",
                enough,
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                "Deployment " + (enough ? "has" : "does not have") + " minimum availability.",
                plane.now());
    }

    private static int sum(List<ObjectNode> sets, String part, String field) {
        return sets.stream().mapToInt(set -> Json.at(set, part, field).asInt()).sum();
    }
}
