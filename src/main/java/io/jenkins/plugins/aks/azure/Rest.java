package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.RetryAfter;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import java.time.Clock;
import java.util.Optional;

/** Waits until a resource, and the cluster that guards it with all its pools, are in a final state. */
final class Rest {
    private final Arm arm;
    private final Clock clock;

    Rest(Arm arm, Clock clock) {
        this.arm = arm;
        this.clock = clock;
    }

    /** @return a turn to wait, or empty where a write may be sent */
    Optional<Turn> of(ResourceTarget target, Optional<ArmResponse> current)
            throws OperationException, TransientException {
        Optional<Turn> own = current.flatMap(response -> of(target.subject(), target, response));
        if (own.isPresent() || target.guard().isEmpty()) {
            return own;
        }
        boolean isGuard = target.guard().equalsIgnoreCase(target.path());
        Optional<ArmResponse> guard = isGuard ? current : arm.find(target.guard(), ApiVersions.CONTAINER_SERVICE);
        return guard.flatMap(cluster -> ofCluster(target, cluster));
    }

    private Optional<Turn> ofCluster(ResourceTarget target, ArmResponse cluster) {
        String name = "cluster " + ResourceId.parse(target.guard()).name();
        Optional<Turn> own = of(name, target, cluster);
        if (own.isPresent()) {
            return own;
        }
        for (JsonNode pool : cluster.body().at("/properties/agentPoolProfiles")) {
            String state = pool.path("provisioningState").asText("");
            if (!LongRunning.isFinal(state)) {
                return Optional.of(
                        again(target, cluster, "node pool " + pool.path("name").asText() + ": " + state));
            }
        }
        return Optional.empty();
    }

    private Optional<Turn> of(String name, ResourceTarget target, ArmResponse response) {
        String state = response.provisioningState().orElse("");
        return LongRunning.isFinal(state)
                ? Optional.empty()
                : Optional.of(again(target, response, name + ": " + state));
    }

    private Turn again(ResourceTarget target, ArmResponse response, String waitingFor) {
        return Turn.again(
                RetryAfter.of(response.headers(), clock).orElse(LongRunning.usualWait(target.path())), waitingFor);
    }
}
