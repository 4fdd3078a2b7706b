package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the control plane to a version. The PUT carries all pools as they are: what they run is upgraded one by one
 * afterwards, so that each can be looked at before the next.
 */
final class ControlPlaneUpgrade {
    private ControlPlaneUpgrade() {}

    /** @param version a full one: an alias would change nothing on a cluster of that minor version */
    static EnsureResource<AksSession> to(PoolPlace place, String version) {
        return new EnsureResource<>(
                ResourceTarget.cluster(place.clusterId()),
                AksSession.ACCESS,
                (session, current) -> change(place, version, session, current),
                (session, current, changed) -> Map.of("version", ClusterResult.version(current), "changed", changed));
    }

    private static Optional<ObjectNode> change(
            PoolPlace place, String version, AksSession session, Optional<ObjectNode> current)
            throws OperationException {
        ObjectNode cluster = current.orElseThrow(() ->
                new OperationException("cluster " + place.cluster() + " is gone: somebody deleted it meanwhile."));
        String now = ClusterResult.version(cluster);
        if (!KubernetesVersion.parse(now).olderThan(KubernetesVersion.parse(version))) {
            return Optional.empty();
        }
        ObjectNode body = ResourceUpdate.editable(cluster);
        ResourceUpdate.set(body, "/properties/kubernetesVersion", new TextNode(version));
        // The service complains of what it gave itself for a cluster without a service principal.
        body.withObject("/properties").remove("servicePrincipalProfile");
        for (JsonNode pool : body.at("/properties/agentPoolProfiles")) {
            // What a pool was made from (a snapshot) would bring its own version again.
            ((ObjectNode) pool).remove("creationData");
        }
        session.log().line("control plane: " + now + " -> " + version);
        return Optional.of(body);
    }
}
