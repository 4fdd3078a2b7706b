package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.azure.ArmException;
import io.jenkins.plugins.aks.azure.ArmResponse;
import io.jenkins.plugins.aks.azure.LongRunning;
import io.jenkins.plugins.aks.operation.InvalidParameterException;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;
import java.util.Optional;

/** What all operations on clusters and pools need to know of the service (spec section 0). */
final class Aks {
    static final String OFFICIAL_SUPPORT = "KubernetesOfficial";
    static final String LONG_TERM_SUPPORT = "AKSLongTermSupport";

    private Aks() {}

    /** {@code properties.provisioningState}. */
    static String state(JsonNode resource) {
        return resource.at("/properties/provisioningState").asText("");
    }

    /** Whether the service is at work on a cluster or one of its pools: then it takes no write. */
    static Optional<String> busy(JsonNode cluster) {
        String state = state(cluster);
        if (!LongRunning.isFinal(state)) {
            return Optional.of("cluster " + cluster.path("name").asText() + ": " + state);
        }
        for (JsonNode pool : cluster.at("/properties/agentPoolProfiles")) {
            String poolState = pool.path("provisioningState").asText("");
            if (!LongRunning.isFinal(poolState)) {
                return Optional.of("pool " + pool.path("name").asText() + ": " + poolState);
            }
        }
        return Optional.empty();
    }

    /** A stopped cluster takes no change and has no nodes. */
    static void requireRunning(JsonNode cluster, String name) throws OperationException {
        String power = cluster.at("/properties/powerState/code").asText("Running");
        if (!"Running".equals(power)) {
            throw new OperationException(
                    "cluster " + name + ": expected it running, found it " + power
                            + ". Start it (az aks start), then run" + " the step again.",
                    Map.of("code", "ClusterNotRunning", "powerState", power),
                    null);
        }
    }

    /**
     * Why a resource is in the state Failed or Canceled, as the service keeps it.
     *
     * @param advice what to do, as a sentence
     */
    static ArmException failure(String subject, String id, JsonNode resource, String advice) {
        JsonNode error = resource.at("/properties/status/provisioningError");
        String code = error.path("code").asText(state(resource));
        String reason = error.path("message").asText("the service gives no reason");
        return new ArmException(
                200,
                code,
                subject + ": its state is " + state(resource) + " (" + code + ": " + reason + "). " + advice,
                Map.of(ArmException.CODE, code, ArmException.RESOURCE, id));
    }

    /** @throws InvalidParameterException where it does not exist */
    static ObjectNode cluster(AksSession session, PoolPlace place) throws OperationException, TransientException {
        Optional<ArmResponse> cluster = session.arm().find(place.clusterId(), ApiVersions.CONTAINER_SERVICE);
        if (cluster.isEmpty()) {
            throw new InvalidParameterException(
                    "cluster",
                    place.cluster(),
                    "an existing cluster in resource group " + place.resourceGroup() + " of subscription "
                            + place.subscription(),
                    "Create it first with aksCreate, or check the names.");
        }
        return cluster.get().body();
    }
}
