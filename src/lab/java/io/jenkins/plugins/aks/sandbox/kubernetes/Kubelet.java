package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Instant;
import java.util.Optional;

/** Starts pods on their nodes, ends those that end by themselves, and removes those that were deleted. */
final class Kubelet implements Controller {
    private final ControlPlane plane;
    private final PodStatus status;
    private final ContainerLife life;
    private final Mounts mounts;
    private final Store store;
    private final SecretsDriver secrets;

    Kubelet(ControlPlane plane, Store store, ContainerRuns runs, LiveRuns live, SecretsDriver secrets) {
        this.secrets = secrets;
        this.store = store;
        this.mounts = new Mounts(plane);
        this.plane = plane;
        this.status = new PodStatus(plane);
        this.life = new ContainerLife(plane, status, runs, live);
    }

    @Override
    public void reconcile() {
        StorageFacts facts = StorageFacts.of(store);
        for (ObjectNode pod : plane.list(ControlPlane.PODS)) {
            String node = Json.text(pod, "spec", "nodeName");
            if (node.isEmpty()) {
                continue;
            }
            if (plane.get(ControlPlane.NODES, "", node).isEmpty() || facts.concerns("unreachable", node)) {
                // Nobody tells the server what becomes of it.
                continue;
            }
            if (Meta.deleting(pod)) {
                stop(pod);
            } else if (!Pods.ended(pod)) {
                run(pod);
            }
        }
    }

    private void stop(ObjectNode pod) {
        long grace = Json.at(pod, "metadata", "deletionGracePeriodSeconds").asLong();
        Instant asked =
                Meta.instant(Json.at(pod, "metadata", "deletionTimestamp")).minusSeconds(grace);
        if (!plane.reached(asked.plus(plane.delays().podStop()))) {
            return;
        }
        if (Json.at(pod, "metadata", "finalizers").isEmpty()) {
            plane.remove(ControlPlane.PODS, pod);
        } else {
            Meta.of(pod).put("deletionGracePeriodSeconds", 0);
            status.notReady(pod);
            plane.save(ControlPlane.PODS, pod);
        }
    }

    private void run(ObjectNode pod) {
        JsonNode started = Json.at(pod, "status", "startTime");
        if (started.isMissingNode()) {
            status.creating(pod);
            plane.save(ControlPlane.PODS, pod);
        } else if (Json.text(pod, "status", "phase").equals("Pending")) {
            boolean mounted = mounts.ready(pod, Meta.instant(started));
            if (plane.reached(Meta.instant(started).plus(plane.delays().podStart())) && mounted) {
                start(pod);
            }
        } else {
            life.look(pod);
        }
    }

    private boolean isUnmounted(ObjectNode pod) {
        Optional<String> trouble = secrets.mount(pod);
        trouble.ifPresent(why -> plane.events().warningOnce("kubelet", pod, "FailedMount", why));
        return trouble.isPresent();
    }

    private void start(ObjectNode pod) {
        if (status.blocked(pod) || isUnmounted(pod)) {
            plane.save(ControlPlane.PODS, pod);
            return;
        }
        status.running(pod);
        plane.save(ControlPlane.PODS, pod);
        life.begin(pod);
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            String name = Json.text(container, "name");
            String image = Json.text(container, "image");
            plane.events().normal("kubelet", pod, "Pulled", "Successfully pulled image \"" + image + "\"");
            plane.events().normal("kubelet", pod, "Created", "Created container: " + name);
            plane.events().normal("kubelet", pod, "Started", "Started container " + name);
        }
    }
}
