package io.jenkins.plugins.aks.sandbox.deployments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.template.PlannedResource;
import java.time.Instant;

/** What became of one resource of a deployment: {@code state} Running, Succeeded or Failed; none before its turn. */
record Step(ObjectNode json) {
    private static final int MOST_TRIES = 5;

    boolean isNew() {
        return state().isEmpty();
    }

    boolean isRunning() {
        return state().equals("Running");
    }

    boolean succeeded() {
        return state().equals("Succeeded");
    }

    boolean failed() {
        return state().equals("Failed");
    }

    String state() {
        return json.path("state").asText();
    }

    void start(PlannedResource resource, Instant now) {
        json.put("id", resource.id()).put("type", resource.type()).put("name", resource.name());
        if (!json.has("started")) {
            json.put("started", now.toString());
        }
    }

    void run(String status, String async) {
        json.put("state", "Running").put("statusCode", status).put("async", async);
    }

    String async() {
        return json.path("async").asText();
    }

    void succeed(String status, Instant now) {
        json.put("state", "Succeeded").put("statusCode", status).put("ended", now.toString());
    }

    void fail(String status, JsonNode error, Instant now) {
        json.put("state", "Failed").put("statusCode", status).put("ended", now.toString());
        json.set("error", error);
    }

    /** Whether it may be tried again after trouble that passes. */
    boolean mayTryAgain() {
        int tries = json.path("tries").asInt() + 1;
        json.put("tries", tries);
        return tries < MOST_TRIES;
    }

    ObjectNode error() {
        return json.path("error") instanceof ObjectNode error ? error : Json.object();
    }
}
