package io.jenkins.plugins.aks.azure;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * The kubeconfig that Azure gives the caller: of a cluster by its user credential (azure-operations section 2.2), of a
 * fleet by the credential of its hub (section 13).
 */
public final class UserKubeconfig {
    private static final String FLEETS = "Microsoft.ContainerService/fleets";

    private UserKubeconfig() {}

    /**
     * A POST that changes nothing.
     *
     * @param id {@code …/managedClusters/{name}} or {@code …/fleets/{name}}
     * @return YAML
     */
    public static String read(Arm arm, String id) throws OperationException, TransientException {
        boolean fleet = ResourceId.parse(id).isOf(FLEETS);
        try {
            ArmResponse answer = fleet
                    ? arm.post(id + "/listCredentials", ApiVersions.FLEETS, null)
                    : arm.post(id + "/listClusterUserCredential?format=exec", ApiVersions.CONTAINER_SERVICE, null);
            return decoded(id, answer.body());
        } catch (ArmException refused) {
            if (fleet && refused.code().equals("InvalidHubOperation")) {
                throw new OperationException(
                        "fleet " + ResourceId.parse(id).name() + " has no hub cluster, and so no Kubernetes API: "
                                + refused.getMessage() + " Give it one with fleetCreate(hub: true), or name a member"
                                + " with withAks(cluster: …).",
                        Map.of("code", refused.code(), "resource", id),
                        refused);
            }
            throw refused;
        }
    }

    static String decoded(String id, JsonNode answer) throws OperationException {
        JsonNode value = answer.path("kubeconfigs").path(0).path("value");
        if (!value.isTextual()) {
            throw new OperationException("Azure gave no user credential for " + id
                    + ": the answer has no kubeconfig. Check that the cluster is running and the identity has the role"
                    + " Azure Kubernetes Service Cluster User.");
        }
        try {
            return new String(Base64.getDecoder().decode(value.asText()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new OperationException("Azure gave a user credential for " + id + " that is no Base64.");
        }
    }
}
