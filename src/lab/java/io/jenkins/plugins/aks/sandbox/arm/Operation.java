package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.FaultRule;
import io.jenkins.plugins.aks.sandbox.Json;
import java.time.Instant;
import java.util.Optional;

/** Something that takes time; see {@link Operations}. */
public record Operation(ObjectNode json) {

    public String id() {
        return json.path("id").asText();
    }

    long number() {
        return json.path("number").asLong();
    }

    public String kind() {
        return json.path("kind").asText();
    }

    public String target() {
        return json.path("target").asText();
    }

    public String location() {
        return json.path("location").asText();
    }

    /** InProgress, Canceling, Succeeded, Failed or Canceled. */
    public String status() {
        return json.path("status").asText();
    }

    public boolean isRunning() {
        return status().equals("InProgress") || status().equals("Canceling");
    }

    public boolean succeeded() {
        return status().equals("Succeeded");
    }

    public Instant started() {
        return Instant.parse(json.path("started").asText());
    }

    public Instant ends() {
        return Instant.parse(json.path("ends").asText());
    }

    /** What it will fail with, or failed with. */
    public Optional<FaultRule.Crash> crash() {
        return Optional.ofNullable(json.get("crash"))
                .map(c -> new FaultRule.Crash(
                        c.path("code").asText(), c.path("message").asText()));
    }

    /** The document at the Azure-AsyncOperation URL. */
    public ObjectNode document(String fullId) {
        ObjectNode document = Json.object()
                .put("id", fullId)
                .put("name", id())
                .put("status", status())
                .put("startTime", started().toString());
        if (!isRunning()) {
            document.put("endTime", json.path("ended").asText());
        }
        if (status().equals("Failed")) {
            crash().ifPresent(c ->
                    document.putObject("error").put("code", c.code()).put("message", c.message()));
        }
        if (status().equals("Canceled")) {
            document.putObject("error")
                    .put("code", "OperationPreempted")
                    .put("message", "The operation was canceled by another one.");
        }
        return document;
    }
}
