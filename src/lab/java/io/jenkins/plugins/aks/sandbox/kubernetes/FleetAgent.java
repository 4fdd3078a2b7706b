package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.time.Duration;
import java.time.Instant;

/**
 * How the agent of a fleet's member fares: what the document {@code fleetAgents} says of the member. A {@code mode} is
 * {@code unreachable} (no heartbeat, nothing applied), {@code stuck} (heartbeats, nothing applied) or {@code flapping}
 * (applied, and available every other {@code period} of simulated seconds).
 */
record FleetAgent(String mode, Duration period) {

    static FleetAgent of(Store store, String member) {
        JsonNode said = store.get("data/fleetAgents")
                .map(d -> d.path("value").path(member))
                .orElseGet(Json::object);
        return new FleetAgent(
                said.path("mode").asText(""),
                Duration.ofSeconds(said.path("period").asLong(60)));
    }

    boolean beats() {
        return !mode.equals("unreachable");
    }

    boolean applies() {
        return beats() && !mode.equals("stuck");
    }

    /** @param since when the objects were applied */
    boolean available(Instant since, ControlPlane plane) {
        if (!mode.equals("flapping")) {
            return true;
        }
        long length = Math.max(1, plane.delays().real().apply(period).toMillis());
        long periods = Duration.between(since, plane.now()).toMillis() / length;
        plane.reached(since.plusMillis((periods + 1) * length));
        return periods % 2 == 0;
    }
}
