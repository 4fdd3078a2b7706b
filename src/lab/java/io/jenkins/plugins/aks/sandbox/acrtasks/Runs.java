package io.jenkins.plugins.aks.sandbox.acrtasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.arm.ArmContext;
import io.jenkins.plugins.aks.sandbox.arm.Operation;
import io.jenkins.plugins.aks.sandbox.blobs.BlobStorage;
import io.jenkins.plugins.aks.sandbox.oci.OciPlace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The runs of registries. What a run ends with is worked out when it is begun and kept; what of it can be seen, log,
 * state, pushed image, follows the clock.
 */
final class Runs {
    private static final String KIND = "acr.run";
    private static final Duration QUEUED = Duration.ofSeconds(8);
    private static final Duration TAKES = Duration.ofSeconds(60);

    private final ArmContext arm;
    private final BlobStorage storage;

    Runs(ArmContext arm) {
        this.arm = arm;
        this.storage = new BlobStorage(arm.sandbox());
        arm.operations().onCompletion(KIND, this::complete);
        arm.sandbox().onProgress(this::advance);
    }

    private static String key(OciPlace place) {
        return place.prefix().replaceFirst("^oci/", "acr-run/");
    }

    ObjectNode begin(OciPlace place, JsonNode request, Optional<io.jenkins.plugins.aks.sandbox.FaultRule.Crash> crash) {
        int number = all(place).size() + 1;
        String id = "ca" + Integer.toString(number + 35, 36);
        Operation operation = arm.operations().begin(KIND, place.id() + "/runs/" + id, "", TAKES, crash);
        ObjectNode run = Json.object()
                .put("runId", id)
                .put("registry", place.id())
                .put("operation", operation.id())
                .put("created", operation.started().toString())
                .put("ends", operation.ends().toString())
                .put("status", "Queued");
        run.set("request", request);
        arm.sandbox().store().put(key(place) + id, run);
        storage.files().write(log(place, id), new byte[0]);
        return run;
    }

    SortedMap<String, ObjectNode> all(OciPlace place) {
        return arm.sandbox().store().under(key(place));
    }

    Optional<ObjectNode> find(OciPlace place, String id) {
        return arm.sandbox().store().get(key(place) + id);
    }

    static String log(OciPlace place, String id) {
        return place.prefix() + "logs/" + id + ".log";
    }

    void cancel(OciPlace place, ObjectNode run) {
        arm.operations()
                .find(run.path("operation").asText())
                .filter(Operation::isRunning)
                .ifPresent(operation -> {
                    arm.operations().cancel(operation, Duration.ofSeconds(5));
                    run.put("status", "Canceling");
                    arm.sandbox().store().put(key(place) + run.path("runId").asText(), run);
                });
    }

    /** What is between the beginning and the end. */
    private void advance() {
        Instant now = arm.clock().now();
        for (ObjectNode run : arm.sandbox().store().under("acr-run/").values()) {
            boolean waits = run.path("status").asText().equals("Queued");
            Instant created = Instant.parse(run.path("created").asText());
            if (waits && !created.plus(arm.clock().real(QUEUED)).isAfter(now)) {
                OciPlace place = new OciPlace(arm, run.path("registry").asText());
                String id = run.path("runId").asText();
                run.put("status", "Running").put("started", now.toString());
                arm.sandbox().store().put(key(place) + id, run);
                List<String> lines = List.of("Downloading source code...");
                storage.files().write(log(place, id), text(created, lines));
            }
        }
    }

    private void complete(Operation operation) {
        String target = operation.target();
        OciPlace place = new OciPlace(arm, target.substring(0, target.indexOf("/runs/")));
        String id = target.substring(target.lastIndexOf('/') + 1);
        Optional<ObjectNode> found = arm.documents().find(place.id()).flatMap(registry -> find(place, id));
        if (found.isEmpty()) {
            return;
        }
        ObjectNode run = found.get();
        List<String> log = new ArrayList<>();
        if (operation.status().equals("Canceled")) {
            log.add("Downloading source code...");
            log.add("Run ID: " + id + " was canceled.");
            run.put("status", "Canceled");
        } else {
            build(place, run, id, operation, log);
        }
        run.put("finished", operation.ends().toString());
        arm.sandbox().store().put(key(place) + id, run);
        storage.files()
                .write(log(place, id), text(Instant.parse(run.path("created").asText()), log));
        storage.complete(log(place, id));
    }

    private void build(OciPlace place, ObjectNode run, String id, Operation operation, List<String> log) {
        try {
            ArrayNode images = new DockerBuild(place, new BuildRequest(run.path("request")), id, log).run();
            if (operation.crash().isPresent()) {
                throw new BuildFailure(operation.crash().get().message());
            }
            run.put("status", "Succeeded").set("outputImages", images);
            log.add("Run ID: " + id + " was successful after 35s");
        } catch (BuildFailure e) {
            log.add(e.getMessage());
            log.add("Container failed during run: build. No retries remaining.");
            log.add("failed to run step ID: build: exit status 1");
            log.add("Run ID: " + id + " failed after 35s. Error: failed during run, err: exit status 1");
            run.put("status", "Failed").put("error", "failed to run step ID: build: exit status 1");
        }
    }

    private static byte[] text(Instant begin, List<String> lines) {
        StringBuilder text = new StringBuilder();
        String stamp = begin.toString().substring(0, 19).replace('-', '/').replace('T', ' ');
        for (String line : lines) {
            boolean plain = line.startsWith("Step ") || line.startsWith(" --->") || line.startsWith("Sending");
            text.append(plain ? "" : stamp + " ").append(line).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
