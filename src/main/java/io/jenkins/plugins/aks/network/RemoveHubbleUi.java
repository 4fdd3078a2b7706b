package io.jenkins.plugins.aks.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ApiResource;
import io.jenkins.plugins.aks.kubernetes.ChosenObjects;
import io.jenkins.plugins.aks.kubernetes.KindCatalog;
import io.jenkins.plugins.aks.kubernetes.LiveObjects;
import io.jenkins.plugins.aks.kubernetes.ManifestObject;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import io.jenkins.plugins.aks.pipeline.ManifestSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes what {@link HubbleUi} applied and waits until it is gone; what somebody else made stays. */
final class RemoveHubbleUi implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    private final String clusterId;
    private final ManifestSource source;

    RemoveHubbleUi(String clusterId, ManifestSource source) {
        this.clusterId = clusterId;
        this.source = source;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        Optional<List<ChosenObjects.One>> kept = ChosenObjects.read(journal);
        List<ChosenObjects.One> chosen = kept.isPresent() ? kept.get() : choose(session, client, journal);
        List<String> left = ChosenObjects.delete(client, session.log(), chosen);
        if (!left.isEmpty()) {
            return Turn.again(LOOK_AGAIN, "to be gone: " + String.join(", ", left));
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("deleted", names(chosen));
        result.put("changed", !chosen.isEmpty());
        return Turn.done(result);
    }

    private List<ChosenObjects.One> choose(AksSession session, KubernetesClient client, Journal journal)
            throws OperationException, TransientException, IOException {
        ApiReader reader = new ApiReader(client);
        KindCatalog kinds = new KindCatalog(reader);
        List<ChosenObjects.One> chosen = new ArrayList<>();
        for (ManifestObject object : source.load(session)) {
            ApiResource kind = kinds.require(object);
            JsonNode live = new LiveObjects(reader).one(kind.path(object.namespace(), object.name()));
            if (live.isMissingNode()) {
                continue;
            }
            ChosenObjects.One one = ChosenObjects.One.of(kind, live);
            if (live.at("/metadata/labels").path(ClusterPolicies.LABEL).asText().equals(ClusterPolicies.OURS)) {
                chosen.add(one);
            } else {
                session.log()
                        .line(one.subject() + " stays: hubbleUi did not make it (it has no label "
                                + ClusterPolicies.LABEL + "=" + ClusterPolicies.OURS + ")");
            }
        }
        if (chosen.isEmpty()) {
            session.log().line("no Hubble UI to remove");
        }
        return ChosenObjects.keep(journal, chosen);
    }

    private static List<String> names(List<ChosenObjects.One> objects) {
        return objects.stream().map(ChosenObjects.One::subject).toList();
    }

    @Override
    public Turn abort(AksSession session, Journal journal, OnAbort how) throws Exception {
        Optional<List<ChosenObjects.One>> chosen = ChosenObjects.read(journal);
        return Operation.left(
                chosen.isEmpty() || chosen.get().isEmpty()
                        ? "nothing was deleted"
                        : "deleted, or about to be: " + String.join(", ", names(chosen.get())));
    }
}
