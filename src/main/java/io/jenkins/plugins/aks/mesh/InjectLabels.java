package io.jenkins.plugins.aks.mesh;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.LabelChange;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.time.Duration;
import java.util.Map;

/** The namespaces carry the label of the revision, or none (W063). */
final class InjectLabels implements Operation<AksSession> {
    private static final String WROTE = "wrote";

    private final InjectSpec spec;
    private final String revision;

    InjectLabels(InjectSpec spec, String revision) {
        this.spec = spec;
        this.revision = revision;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(spec.clusterId());
        LiveObjects objects = new LiveObjects(new ApiReader(client));
        for (String namespace : spec.namespaces()) {
            String path = InjectLook.path(namespace);
            JsonNode live = objects.one(path);
            boolean differs = !live.path("metadata")
                    .path("labels")
                    .path(Revision.LABEL)
                    .asText()
                    .equals(revision);
            if (differs) {
                journal.put(WROTE, "true").save();
                new LabelChange(client).make(path, live, Revision.LABEL, spec.on() ? revision : null);
                String done = spec.on()
                        ? ": label " + Revision.LABEL + "=" + revision
                        : ": label " + Revision.LABEL + " taken away";
                return Turn.again(Duration.ZERO, "namespace " + namespace + done);
            }
        }
        return Turn.done(Map.of("changed", journal.get(WROTE).isPresent()));
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) {
        return Operation.left(
                journal.get(WROTE).isPresent()
                        ? "labels were changed; pods that are made from now on follow them, and none was restarted"
                        : "no label was changed");
    }
}
