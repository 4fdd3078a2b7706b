package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the replacement of a pool's nodes is. Machines are numbers.
 *
 * @param json as it is stored
 */
record RolloutState(ObjectNode json) {

    /** What is done to the machines of the batch. */
    enum Phase {
        SURGE,
        DRAIN,
        REIMAGE,
        SOAK,
        CLEANUP
    }

    void begin(String id, List<Integer> machines, Instant now) {
        json.removeAll();
        json.put("id", id).put("state", "running");
        machines("todo", machines);
        phase(Phase.SURGE, now);
    }

    String id() {
        return json.path("id").asText();
    }

    boolean isRunning() {
        return json.path("state").asText().equals("running");
    }

    void end(String state) {
        json.put("state", state);
    }

    void fail(String code, String message) {
        end("failed");
        json.put("code", code).put("message", message);
    }

    Phase phase() {
        return Phase.valueOf(json.path("phase").asText());
    }

    Instant since() {
        return Instant.parse(json.path("since").asText());
    }

    void phase(Phase phase, Instant now) {
        json.put("phase", phase.name()).put("since", now.toString());
    }

    List<Integer> machines(String list) {
        List<Integer> machines = new ArrayList<>();
        json.path(list).forEach(machine -> machines.add(machine.asInt()));
        return machines;
    }

    void machines(String list, List<Integer> machines) {
        ArrayNode numbers = json.putArray(list);
        machines.forEach(numbers::add);
    }
}
