package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.ContainerImage;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The status of a pod in the stages of its life. */
final class PodStatus {
    private static final List<String> CONDITIONS = List.of("Initialized", "ContainersReady", "Ready");

    private final ControlPlane plane;

    PodStatus(ControlPlane plane) {
        this.plane = plane;
    }

    void creating(ObjectNode pod) {
        ObjectNode status = Json.child(pod, "status");
        status.put("phase", "Pending").put("startTime", Meta.time(plane.now()));
        String host = hostIp(pod);
        status.put("hostIP", host);
        status.putArray("hostIPs").addObject().put("ip", host);
        prepared(pod, false);
        conditions(pod, false);
        boolean inits = !Json.at(pod, "spec", "initContainers").isEmpty();
        String reason = inits ? "PodInitializing" : "ContainerCreating";
        each(pod, container -> container.putObject("state").putObject("waiting").put("reason", reason));
        inits(
                pod,
                (spec, container) ->
                        container.putObject("state").putObject("waiting").put("reason", reason));
    }

    /** Waits for something that is not there: an image that nobody has, a ConfigMap or Secret. */
    boolean blocked(ObjectNode pod) {
        for (JsonNode container : Json.at(pod, "spec", "containers")) {
            String image = Json.text(container, "image");
            if (image.split("/")[0].replaceFirst(":.*", "").endsWith(".invalid")) {
                waiting(pod, "ImagePullBackOff", "Back-off pulling image \"" + image + "\"");
                plane.events()
                        .warningOnce("kubelet", pod, "Failed", "Failed to pull image \"" + image + "\": no such host");
                return true;
            }
        }
        Optional<String> missing = missingVolume(pod);
        missing.ifPresent(what -> plane.events()
                .warningOnce(
                        "kubelet", pod, "FailedMount", "MountVolume.SetUp failed for volume: " + what + " not found"));
        return missing.isPresent();
    }

    private Optional<String> missingVolume(JsonNode pod) {
        for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
            for (JsonNode source : Json.at(volume, "projected", "sources")) {
                Optional<String> missing = missingSource(pod, source);
                if (missing.isPresent()) {
                    return missing;
                }
            }
            String map = Json.text(volume, "configMap", "name");
            String secret = Json.text(volume, "secret", "secretName");
            boolean optional = Json.at(volume, map.isEmpty() ? "secret" : "configMap", "optional")
                    .asBoolean();
            if (!optional && !map.isEmpty() && absent(pod, "ConfigMap", map)) {
                return Optional.of("configmap \"" + map + "\"");
            }
            if (!optional && !secret.isEmpty() && absent(pod, "Secret", secret)) {
                return Optional.of("secret \"" + secret + "\"");
            }
        }
        return Optional.empty();
    }

    private Optional<String> missingSource(JsonNode pod, JsonNode source) {
        for (String kind : List.of("ConfigMap", "Secret")) {
            JsonNode wanted = source.path(kind.equals("Secret") ? "secret" : "configMap");
            String name = Json.text(wanted, "name");
            if (!name.isEmpty() && !wanted.path("optional").asBoolean()) {
                Optional<ObjectNode> found = plane.get(BuiltInTypes.kind(kind), Meta.namespace(pod), name);
                if (found.isEmpty()) {
                    return Optional.of(kind.toLowerCase(java.util.Locale.ROOT) + " \"" + name + "\"");
                }
                for (JsonNode item : wanted.path("items")) {
                    if (!Json.at(found.get(), "data").has(Json.text(item, "key"))) {
                        return Optional.of("references non-existent key: " + Json.text(item, "key") + " of "
                                + kind.toLowerCase(java.util.Locale.ROOT) + " \"" + name + "\"");
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean absent(JsonNode pod, String kind, String name) {
        return plane.get(BuiltInTypes.kind(kind), Meta.namespace(pod), name).isEmpty();
    }

    private void waiting(ObjectNode pod, String reason, String message) {
        each(pod, container -> container
                .putObject("state")
                .putObject("waiting")
                .put("reason", reason)
                .put("message", message));
    }

    void running(ObjectNode pod) {
        ObjectNode status = Json.child(pod, "status");
        status.put("phase", "Running").put("podIP", podIp(pod));
        status.putArray("podIPs").addObject().put("ip", Json.text(status, "podIP"));
        prepared(pod, true);
        String now = Meta.time(plane.now());
        each(pod, container -> {
            started(pod, container);
            container.putObject("state").putObject("running").put("startedAt", now);
        });
        inits(pod, (spec, container) -> {
            if (Pods.isSidecar(spec)) {
                run(container, now);
            } else {
                container.put("ready", true).put("started", false);
                container
                        .putObject("state")
                        .putObject("terminated")
                        .put("exitCode", 0)
                        .put("reason", "Completed")
                        .put("startedAt", now)
                        .put("finishedAt", now);
            }
        });
        readyWhenAllAre(pod);
    }

    /** A container runs; it is ready, unless a probe finds its program still starting. */
    void started(JsonNode pod, ObjectNode container) {
        container.put("ready", starts(pod, container).isZero()).put("started", true);
    }

    /** How long a container's program is known to start, where a probe waits for that; simulated. */
    Duration starts(JsonNode pod, JsonNode container) {
        JsonNode spec = PodSpecs.container(pod, Json.text(container, "name"));
        boolean probed = spec.has("readinessProbe") || spec.has("startupProbe");
        ContainerImage image = ContainerImage.of(Json.text(spec, "image"));
        return probed ? Duration.ofSeconds(image.data().path("starts").asLong()) : Duration.ZERO;
    }

    private static void run(ObjectNode container, String now) {
        container.put("ready", true).put("started", true);
        container.putObject("state").putObject("running").put("startedAt", now);
    }

    void notReady(ObjectNode pod) {
        conditions(pod, false);
        each(pod, container -> container.put("ready", false));
        inits(
                pod,
                (spec, container) ->
                        container.put("ready", container.path("ready").asBoolean() && !Pods.isSidecar(spec)));
    }

    /** The pod goes on with a container that does not run. */
    void notReadyNow(ObjectNode pod) {
        conditions(pod, false);
    }

    void readyWhenAllAre(ObjectNode pod) {
        boolean all = true;
        for (JsonNode container : Json.at(pod, "status", "containerStatuses")) {
            all &= container.path("ready").asBoolean();
        }
        conditions(pod, all);
    }

    /** Whether the volumes of a pod are mounted and it has its network. */
    void prepared(ObjectNode pod, boolean holds) {
        Conditions.set(pod, "PodReadyToStartContainers", holds, "", "", plane.now());
    }

    private void conditions(ObjectNode pod, boolean ready) {
        for (String type : CONDITIONS) {
            boolean holds = ready || type.equals("Initialized");
            Conditions.set(pod, type, holds, holds ? "" : "ContainersNotReady", "", plane.now());
        }
    }

    private static void each(ObjectNode pod, java.util.function.Consumer<ObjectNode> change) {
        ArrayNode statuses = statuses(pod, "containers", "containerStatuses");
        statuses.forEach(container -> change.accept((ObjectNode) container));
    }

    /** The init containers of the spec with their statuses. */
    private static void inits(ObjectNode pod, java.util.function.BiConsumer<JsonNode, ObjectNode> change) {
        if (Json.at(pod, "spec", "initContainers").isEmpty()) {
            return;
        }
        ArrayNode statuses = statuses(pod, "initContainers", "initContainerStatuses");
        for (JsonNode status : statuses) {
            change.accept(PodSpecs.container(pod, Json.text(status, "name")), (ObjectNode) status);
        }
    }

    private static ArrayNode statuses(ObjectNode pod, String containers, String field) {
        ArrayNode statuses = Json.child(pod, "status").withArray(field);
        if (statuses.isEmpty()) {
            for (JsonNode container : Json.at(pod, "spec", containers)) {
                ObjectNode fresh = statuses.addObject();
                fresh.put("name", Json.text(container, "name")).put("image", Json.text(container, "image"));
                fresh.put("imageID", "")
                        .put("ready", false)
                        .put("started", false)
                        .put("restartCount", 0);
            }
        }
        return statuses;
    }

    private String hostIp(JsonNode pod) {
        JsonNode node = plane.get(ControlPlane.NODES, "", Json.text(pod, "spec", "nodeName"))
                .orElseThrow();
        return Json.text(Json.at(node, "status", "addresses").path(0), "address");
    }

    /** From the pod's identity, so that it is the same whenever it is computed. */
    private String podIp(JsonNode pod) {
        if (Json.at(pod, "spec", "hostNetwork").asBoolean()) {
            return hostIp(pod);
        }
        int hash = Meta.uid(pod).hashCode() & 0x7fffffff;
        return "10.244." + hash / 254 % 250 + "." + (hash % 254 + 1);
    }
}
