package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ends the containers of a running pod when their programs end, and restarts them with growing pauses. */
final class ContainerLife {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration BACK_OFF = Duration.ofSeconds(10);
    private static final int MOST_DOUBLINGS = 5;

    private final ControlPlane plane;
    private final PodStatus status;
    private final ContainerRuns runs;
    private final LiveRuns live;

    ContainerLife(ControlPlane plane, PodStatus status, ContainerRuns runs, LiveRuns live) {
        this.live = live;
        this.plane = plane;
        this.status = status;
        this.runs = runs;
    }

    void begin(ObjectNode pod) {
        for (JsonNode container : Pods.lasting(pod)) {
            ContainerRun run = runs.begin(pod, Json.text(container, "name"), live);
            if (isNeverReady(container, run)) {
                ((ObjectNode) PodSpecs.status(pod, Json.text(container, "name"))).put("ready", false);
            }
        }
        status.readyWhenAllAre(pod);
        plane.save(ControlPlane.PODS, pod);
    }

    /** Whether it ends before its readiness is asked for the first time. */
    private static boolean isNeverReady(JsonNode container, ContainerRun run) {
        JsonNode probe = container.path("readinessProbe");
        long first = probe.path("initialDelaySeconds").asLong()
                + probe.path("periodSeconds").asLong(10);
        return probe.isObject() && !run.endless() && run.took().compareTo(Duration.ofSeconds(first)) < 0;
    }

    void look(ObjectNode pod) {
        ephemeral(pod);
        for (JsonNode each : Json.at(pod, "status", "containerStatuses")) {
            ObjectNode container = (ObjectNode) each;
            if (Json.at(container, "state", "running").isObject()) {
                probe(pod, container);
                end(pod, container);
            } else if (Json.at(container, "state", "waiting").isObject()) {
                restart(pod, container);
            }
        }
        finish(pod);
        plane.save(ControlPlane.PODS, pod);
    }

    private void probe(ObjectNode pod, ObjectNode container) {
        if (container.path("ready").asBoolean()) {
            return;
        }
        String name = Json.text(container, "name");
        boolean ends = runs.current(pod, name)
                .filter(run -> isNeverReady(PodSpecs.container(pod, name), run))
                .isPresent();
        Instant since = Meta.instant(Json.at(container, "state", "running", "startedAt"));
        if (!ends && plane.reached(since.plus(plane.delays().real().apply(status.starts(pod, container))))) {
            container.put("ready", true);
            status.readyWhenAllAre(pod);
        }
    }

    /** Ephemeral containers start at once, end once, and are no part of the pod's own end. */
    private void ephemeral(ObjectNode pod) {
        for (JsonNode container : Json.at(pod, "spec", "ephemeralContainers")) {
            String name = Json.text(container, "name");
            JsonNode known = PodSpecs.status(pod, name);
            if (known.isMissingNode()) {
                ObjectNode fresh = Json.child(pod, "status")
                        .withArray("ephemeralContainerStatuses")
                        .addObject();
                fresh.put("name", name)
                        .put("image", Json.text(container, "image"))
                        .put("imageID", "");
                fresh.put("ready", false).put("restartCount", 0);
                fresh.putObject("state").putObject("running").put("startedAt", Meta.time(plane.now()));
                runs.begin(pod, name, live);
            } else if (Json.at(known, "state", "running").isObject()) {
                end(pod, (ObjectNode) known);
            }
        }
    }

    private static boolean isEphemeral(JsonNode pod, String name) {
        for (JsonNode container : Json.at(pod, "spec", "ephemeralContainers")) {
            if (Json.text(container, "name").equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void end(ObjectNode pod, ObjectNode container) {
        Optional<ContainerRun> run = runs.current(pod, Json.text(container, "name"));
        if (run.isEmpty() || run.get().endless()) {
            return;
        }
        boolean startFailed = !run.get().startError().isEmpty();
        Instant end = run.get().end(plane.delays().real());
        if (!startFailed && !plane.reached(end)) {
            return;
        }
        JsonNode since = Json.at(container, "state", "running", "startedAt").deepCopy();
        int code = run.get().exitCode();
        ObjectNode ended = Json.object().put("exitCode", code);
        ended.put("reason", startFailed ? "StartError" : code == 0 ? "Completed" : "Error");
        if (startFailed) {
            ended.put(
                    "message",
                    "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc"
                            + " create failed: unable to start container process: "
                            + run.get().startError()
                            + ": unknown");
        }
        ended.put("startedAt", since.asText()).put("finishedAt", Meta.time(startFailed ? plane.now() : end));
        container.put("ready", false).put("started", false);
        if (isEphemeral(pod, Json.text(container, "name"))) {
            container.putObject("state").set("terminated", ended);
            return;
        }
        settle(pod, container, ended, code);
        status.notReadyNow(pod);
    }

    private void settle(ObjectNode pod, ObjectNode container, ObjectNode ended, int code) {
        String policy = Json.text(pod, "spec", "restartPolicy");
        boolean again = policy.equals("Always") || policy.equals("OnFailure") && code != 0;
        if (!again) {
            container.putObject("state").set("terminated", ended);
            return;
        }
        container.putObject("lastState").set("terminated", ended);
        String name = Json.text(container, "name");
        String about = "back-off " + pause(container).toSeconds() + "s restarting failed container=" + name + " pod="
                + Meta.name(pod) + "_" + Meta.namespace(pod) + "(" + Meta.uid(pod) + ")";
        container
                .putObject("state")
                .putObject("waiting")
                .put("reason", "CrashLoopBackOff")
                .put("message", about);
        plane.events()
                .warning(
                        "kubelet",
                        pod,
                        "BackOff",
                        "Back-off restarting failed container " + name + " in pod " + Meta.name(pod));
    }

    private static Duration pause(JsonNode container) {
        int restarts = container.path("restartCount").asInt();
        return restarts == 0 ? SOON : BACK_OFF.multipliedBy(1L << Math.min(restarts - 1, MOST_DOUBLINGS));
    }

    private void restart(ObjectNode pod, ObjectNode container) {
        JsonNode last = Json.at(container, "lastState", "terminated", "finishedAt");
        if (last.isMissingNode()
                || !plane.reached(Meta.instant(last).plus(plane.delays().real().apply(pause(container))))) {
            return;
        }
        container.put("restartCount", container.path("restartCount").asInt() + 1);
        String name = Json.text(container, "name");
        ContainerRun run = runs.begin(pod, name, live);
        status.started(pod, container);
        if (isNeverReady(PodSpecs.container(pod, name), run)) {
            container.put("ready", false);
        }
        container.putObject("state").putObject("running").put("startedAt", Meta.time(plane.now()));
        status.readyWhenAllAre(pod);
    }

    /** A pod whose containers have all ended for good has ended. */
    private void finish(ObjectNode pod) {
        boolean all = true;
        boolean failed = false;
        for (JsonNode container : Json.at(pod, "status", "containerStatuses")) {
            JsonNode ended = Json.at(container, "state", "terminated");
            all &= ended.isObject();
            failed |= ended.path("exitCode").asInt() != 0;
        }
        if (all) {
            Json.child(pod, "status").put("phase", failed ? "Failed" : "Succeeded");
        }
    }
}
