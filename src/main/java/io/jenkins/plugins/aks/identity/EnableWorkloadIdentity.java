package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ClusterChange;
import java.util.LinkedHashMap;
import java.util.Map;

/** A cluster with an OIDC issuer, and with the webhook that gives pods their identity. */
final class EnableWorkloadIdentity extends ClusterChange {
    private final String name;

    EnableWorkloadIdentity(String clusterId, String name) {
        super(ResourceTarget.cluster(clusterId), name);
        this.name = name;
    }

    @Override
    protected boolean change(AksSession session, ObjectNode found, ObjectNode body) throws OperationException {
        if (found.at("/properties/powerState/code").asText().equals("Stopped")) {
            throw new OperationException(
                    "cluster " + name + " is stopped, and can be changed only while it runs: start it.");
        }
        boolean changes = ResourceUpdate.set(body, ClusterIdentity.OIDC, BooleanNode.TRUE);
        changes |= ResourceUpdate.set(body, ClusterIdentity.WEBHOOK, BooleanNode.TRUE);
        if (changes) {
            session.log().line("cluster " + name + ": switching OIDC issuer and workload identity on");
        }
        return changes;
    }

    @Override
    protected Map<String, Object> result(ObjectNode current, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("issuer", ClusterIdentity.issuer(current));
        result.put("changed", changed);
        return result;
    }
}
