package io.jenkins.plugins.aks.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until the Kubernetes API of a fleet's hub answers this caller: just after its creation it answers 401, and 403
 * until a new role has taken effect (azure-operations section 13).
 */
final class HubAnswers implements Operation<AksSession> {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String UNTIL = "until";

    private final String fleetId;

    HubAnswers(String fleetId) {
        this.fleetId = fleetId;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        Optional<Instant> until = journal.instant(UNTIL);
        if (until.isEmpty()) {
            until = Optional.of(session.clock().instant().plus(PATIENCE));
            journal.put(UNTIL, until.get().toString()).save();
        }
        try {
            JsonNode members = Hub.of(session, fleetId).members();
            return Turn.done(Map.of("members", members.size(), "changed", false));
        } catch (OperationException refused) {
            String status = refused.data().getOrDefault("status", "");
            boolean mayPass = status.equals("401") || status.equals("403");
            if (!mayPass || session.clock().instant().isAfter(until.get())) {
                throw mayPass ? lasting(refused) : refused;
            }
            return Turn.again(LOOK_AGAIN, "the hub to accept the caller (HTTP " + status + " so far)");
        }
    }

    private OperationException lasting(OperationException refused) {
        return new OperationException(
                "fleet " + Fleets.nameOf(fleetId) + ": its hub refuses the caller after " + PATIENCE.toMinutes()
                        + " minutes: " + refused.getMessage() + " The role that is needed on the fleet is "
                        + FleetCreate.ROLE + ": run fleetCreate with assignRole: true, or have it assigned.",
                refused.data(),
                refused);
    }
}
