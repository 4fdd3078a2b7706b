package io.jenkins.plugins.aks.identity;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.EnsureResource;
import io.jenkins.plugins.aks.azure.ResourceTarget;
import io.jenkins.plugins.aks.azure.ResourceUpdate;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A cluster with an OIDC issuer, and with the webhook that gives pods their identity. */
final class EnableWorkloadIdentity implements Operation<AksSession> {
    private final String name;
    private final EnsureResource<AksSession> cluster;

    EnableWorkloadIdentity(String clusterId, String name) {
        this.name = name;
        this.cluster =
                new EnsureResource<>(ResourceTarget.cluster(clusterId), AksSession.ACCESS, this::change, this::result);
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        return cluster.advance(session, journal);
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        // The cluster was there before, whatever is to become of this change.
        return cluster.abort(session, journal, how == OnAbort.DELETE ? OnAbort.CANCEL : how);
    }

    @Override
    public Optional<String> writerKey() {
        return cluster.writerKey();
    }

    private Optional<ObjectNode> change(AksSession session, Optional<ObjectNode> current) throws OperationException {
        ObjectNode found = current.orElseThrow(() -> new OperationException(
                "cluster " + name + " does not exist. Make it with aksCreate, or correct the name."));
        if (found.at("/properties/powerState/code").asText().equals("Stopped")) {
            throw new OperationException(
                    "cluster " + name + " is stopped, and can be changed only while it runs: start it.");
        }
        ObjectNode body = ResourceUpdate.editable(found);
        boolean changes = ResourceUpdate.set(body, ClusterIdentity.OIDC, BooleanNode.TRUE);
        changes |= ResourceUpdate.set(body, ClusterIdentity.WEBHOOK, BooleanNode.TRUE);
        if (changes) {
            session.log().line("cluster " + name + ": switching OIDC issuer and workload identity on");
        }
        return changes ? Optional.of(body) : Optional.empty();
    }

    private Map<String, Object> result(AksSession session, ObjectNode current, boolean changed) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("issuer", ClusterIdentity.issuer(current));
        result.put("changed", changed);
        return result;
    }
}
