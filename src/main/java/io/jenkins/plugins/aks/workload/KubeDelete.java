package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.kubernetes.ApiReader;
import io.jenkins.plugins.aks.kubernetes.ObjectDeletion;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.OnAbort;
import io.jenkins.plugins.aks.operation.Operation;
import io.jenkins.plugins.aks.operation.Turn;
import io.jenkins.plugins.aks.pipeline.AksSession;
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
        ApiReader reader = new ApiReader(client);
        ObjectDeletion deletion = new ObjectDeletion(client);
        Optional<List<ChosenObjects.One>> kept = ChosenObjects.read(journal);
        List<ChosenObjects.One> chosen =
                kept.isPresent() ? kept.get() : ChosenObjects.keep(journal, choice.find(reader));
        List<String> left = new ArrayList<>();
        for (ChosenObjects.One object : chosen) {
            JsonNode live = ObjectChoice.one(reader, object.path());
            if (!live.at("/metadata/uid").asText().equals(object.uid())) {
                continue;
            }
            if (!live.at("/metadata/deletionTimestamp").isTextual()) {
                session.log().line("deleting " + object.subject());
                deletion.delete(object.path(), object.uid());
            }
            left.add(object.subject() + blockers(live));
        }
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

    private static String blockers(JsonNode live) {
        List<String> finalizers = new ArrayList<>();
        live.at("/metadata/finalizers").forEach(each -> finalizers.add(each.asText()));
        return finalizers.isEmpty() ? "" : " (waits for its finalizers " + String.join(", ", finalizers) + ")";
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
