package io.jenkins.plugins.aks.workload;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ChosenObject;
import io.jenkins.plugins.aks.kubernetes.ChosenObjects;
import io.jenkins.plugins.aks.kubernetes.ObjectChoice;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Deletes objects and waits until they are gone; what is not there counts as deleted (W051). */
final class KubeDelete implements Operation<AksSession> {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final int SHOWN = 3;

    private final String clusterId;
    private final ObjectChoice choice;
    private final boolean await;

    KubeDelete(String clusterId, ObjectChoice choice, boolean await) {
        this.clusterId = clusterId;
        this.choice = choice;
        this.await = await;
    }

    @Override
    public Turn advance(AksSession session, Journal journal) throws Exception {
        KubernetesClient client = session.kubernetes(clusterId);
        Optional<List<ChosenObjects.One>> kept = ChosenObjects.read(journal);
        List<ChosenObjects.One> chosen = kept.isPresent() ? kept.get() : keep(journal, client);
        List<String> left = ChosenObjects.delete(client, session.log(), chosen);
        if (!left.isEmpty() && await) {
            String more = left.size() > SHOWN ? " and " + (left.size() - SHOWN) + " more" : "";
            return Turn.again(
                    LOOK_AGAIN,
                    "to be gone: " + String.join(", ", left.subList(0, Math.min(SHOWN, left.size()))) + more);
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("objects", names(chosen));
        result.put("changed", !chosen.isEmpty());
        return Turn.done(result);
    }

    private static List<String> names(List<ChosenObjects.One> objects) {
        return objects.stream().map(ChosenObjects.One::subject).toList();
    }

    private List<ChosenObjects.One> keep(Journal journal, KubernetesClient client)
            throws OperationException, TransientException, IOException {
        List<ChosenObjects.One> there = new ArrayList<>();
        for (ChosenObject object : choice.find(new ApiReader(client))) {
            if (!object.live().isMissingNode()) {
                there.add(ChosenObjects.One.of(object.kind(), object.live()));
            }
        }
        return ChosenObjects.keep(journal, there);
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
