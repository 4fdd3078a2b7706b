package io.jenkins.plugins.aks.workload;

import io.jenkins.plugins.aks.kubernetes.Kubeconfig;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.SecretText;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a kubeconfig to the agent. Writing it again writes the same file. */
final class WriteKubeconfig implements Operation<AksSession> {
    static final String PATH = "path";

    /** What of the file must not be in the log; sealed, because results are saved. */
    static final String SEALED = "sealed";

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
        List<String> sealed = new ArrayList<>();
        for (String secret : Kubeconfig.parse(kubeconfig.reveal()).secrets()) {
            sealed.add(session.seal(() -> secret));
        }
        session.log().line("KUBECONFIG for cluster " + cluster + " written; removed after the block");
        return Turn.done(Map.of(PATH, path, SEALED, sealed));
    }
}
