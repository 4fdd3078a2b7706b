package io.jenkins.plugins.aks.mesh;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;

/** Nothing of a check is left in the cluster. */
final class ClientsGone implements Operation<AksSession> {
    private final String clusterId;
    private final MeshClients clients;

    ClientsGone(String clusterId, MeshClients clients) {
        this.clusterId = clusterId;
        this.clients = clients;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        clients.delete(client);
        return Turn.done(Map.of());
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        clients.delete(session.kubernetes(clusterId));
        return Operation.left("the clients of the check are being deleted");
    }
}
