package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.azure.ApiVersions;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.List;
import java.util.Map;

/**
 * What a cluster's network can enforce.
 *
 * @param dataplane {@code azure} or {@code cilium}
 * @param policy {@code cilium}, {@code azure}, {@code calico} or {@code none}
 * @param acns whether the security part of Advanced Container Networking Services is on
 */
record NetworkProfile(String cluster, String dataplane, String policy, boolean acns) {

    static NetworkProfile read(AksSession session, String clusterId) throws OperationException, TransientException {
        JsonNode network = session.arm()
                .get(clusterId, ApiVersions.CONTAINER_SERVICE)
                .body()
                .at("/properties/networkProfile");
        JsonNode advanced = network.path("advancedNetworking");
        return new NetworkProfile(
                clusterId.substring(clusterId.lastIndexOf('/') + 1),
                network.path("networkDataplane").asText("azure"),
                network.path("networkPolicy").asText("none"),
                advanced.path("enabled").asBoolean()
                        && advanced.at("/security/enabled").asBoolean());
    }

    /** @throws OperationException for a policy that the cluster would store and not enforce */
    void require(List<PolicySpec> policies) throws OperationException {
        for (PolicySpec each : policies) {
            if (each.isCilium() && !policy.equals("cilium")) {
                throw refusal(
                        each,
                        "needs network policy cilium, and the cluster has '" + policy + "' (data plane '" + dataplane
                                + "')",
                        "Use a NetworkPolicy of networking.k8s.io/v1, or a cluster made with networkDataplane:"
                                + " 'cilium'.");
            }
            if (policy.equals("none")) {
                throw refusal(
                        each,
                        "would not be enforced: the cluster has network policy 'none'",
                        "Choose one when the cluster is made, e.g. aksCreate(networkPolicy: 'cilium').");
            }
            if (each.needsProxy() && !acns) {
                String what = each.namesHosts() ? "names hosts (toFQDNs)" : "looks into DNS or HTTP (toPorts.rules)";
                throw refusal(
                        each,
                        what + ", which needs Advanced Container Networking Services with security, and they are off",
                        "Turn them on with aksCreate(acns: true) when the cluster is made, or for this one with az aks"
                                + " update --enable-acns.");
            }
        }
    }

    private OperationException refusal(PolicySpec policy, String why, String advice) {
        return new OperationException(
                policy.subject() + " on cluster " + cluster + ": it " + why + ". " + advice,
                Map.of("cluster", cluster, "policy", policy.name(), "networkPolicy", this.policy),
                null);
    }
}
