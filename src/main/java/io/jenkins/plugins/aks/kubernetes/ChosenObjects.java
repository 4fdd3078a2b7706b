package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.aks.operation.Journal;
import io.jenkins.plugins.aks.operation.Log;
import io.jenkins.plugins.aks.operation.OperationException;
import io.jenkins.plugins.aks.operation.TransientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects that a deletion is about, as they were when it began: what comes after them under the same name or with the
 * same labels, such as the pods that a ReplicaSet makes anew, is left alone.
 */
public final class ChosenObjects {
    private static final String KEY = "chosen";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ChosenObjects() {}

    /** @param subject for people */
    public record One(String path, String uid, String subject) {
        public static One of(ApiResource kind, JsonNode live) {
            String namespace = live.at("/metadata/namespace").asText();
            String name = live.at("/metadata/name").asText();
            String where = kind.namespaced() ? namespace + "/" : "";
            return new One(
                    kind.path(namespace, name), live.at("/metadata/uid").asText(), kind.kind() + " " + where + name);
        }
    }

    /** Kept before anything is deleted. */
    public static List<One> keep(Journal journal, List<One> objects) throws IOException {
        ArrayNode kept = MAPPER.createArrayNode();
        for (One object : objects) {
            kept.addObject().put("path", object.path()).put("uid", object.uid()).put("subject", object.subject());
        }
        journal.put(KEY, MAPPER.writeValueAsString(kept));
        journal.save();
        return List.copyOf(objects);
    }

    /** Asks for the deletion of those that are there; gives those that are not gone yet, with what they wait for. */
    public static List<String> delete(KubernetesClient client, Log log, List<One> chosen)
            throws OperationException, TransientException {
        LiveObjects objects = new LiveObjects(new ApiReader(client));
        ObjectDeletion deletion = new ObjectDeletion(client);
        List<String> left = new ArrayList<>();
        for (One object : chosen) {
            JsonNode live = objects.one(object.path());
            if (!live.at("/metadata/uid").asText().equals(object.uid())) {
                continue;
            }
            if (!live.at("/metadata/deletionTimestamp").isTextual()) {
                log.line("deleting " + object.subject());
                deletion.delete(object.path(), object.uid());
            }
            left.add(object.subject() + blockers(live));
        }
        return left;
    }

    private static String blockers(JsonNode live) {
        List<String> finalizers = new ArrayList<>();
        live.at("/metadata/finalizers").forEach(each -> finalizers.add(each.asText()));
        return finalizers.isEmpty() ? "" : " (waits for its finalizers " + String.join(", ", finalizers) + ")";
    }

    public static Optional<List<One>> read(Journal journal) throws JsonProcessingException {
        Optional<String> kept = journal.get(KEY);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        List<One> objects = new ArrayList<>();
        for (JsonNode each : MAPPER.readTree(kept.get())) {
            objects.add(new One(
                    each.path("path").asText(),
                    each.path("uid").asText(),
                    each.path("subject").asText()));
        }
        return Optional.of(objects);
    }
}
