package io.jenkins.plugins.aks.workload;

import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.Map;

/** Writes a kubeconfig to the agent. Writing it again writes the same file. */
final class WriteKubeconfig implements Operation<AksSession> {
    private final String clusterId;
    private final String cluster;
    private final String namespace;
    private final String file;

    WriteKubeconfig(String clusterId, String cluster, String namespace, String file) {
        this.clusterId = clusterId;
        this.cluster = cluster;
        this.namespace = namespace;
        this.file = file;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        SecretText kubeconfig = session.kubeconfig(clusterId, cluster, namespace);
        String path = session.workspace().writePrivate("withKubeconfig", file, kubeconfig);
        session.log().line("KUBECONFIG for cluster " + cluster + " written; removed after the block");
        return Turn.done(Map.of("path", path));
    }
}
