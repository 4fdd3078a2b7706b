package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The control plane is gone; tells which namespaces still ask for its proxies. */
final class MeshGone implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

    private final String clusterId;

    MeshGone(String clusterId) {
        this.clusterId = clusterId;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        LiveObjects objects = new LiveObjects(new ApiReader(session.kubernetes(clusterId)));
        int left = objects.list(MeshReady.ISTIOD, MeshReady.APP).size();
        if (left > 0) {
            return Turn.again(LOOK_AGAIN, left + " control planes in " + MeshReady.NAMESPACE + " to end");
        }
        List<String> labelled = new ArrayList<>();
        for (JsonNode namespace : objects.list("api/v1/namespaces", Revision.LABEL)) {
            String name = namespace.at("/metadata/name").asText();
            labelled.add(name);
            session.log()
                    .line("namespace " + name + " still has the label " + Revision.LABEL + "="
                            + namespace
                                    .path("metadata")
                                    .path("labels")
                                    .path(Revision.LABEL)
                                    .asText()
                            + ": pods that have a proxy keep it without a control plane. meshInject(namespaces: ['"
                            + name + "'], state: 'off') takes both away.");
        }
        return Turn.done(Map.of("labelled", labelled));
    }
}
