package io.jenkins.plugins.aks.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.jenkins.plugins.aks.operation.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects that a deletion is about, as they were when it began: what comes after them under the same name or with the
 * same labels, such as the pods that a ReplicaSet makes anew, is left alone.
 */
final class ChosenObjects {
    private static final String KEY = "chosen";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ChosenObjects() {}

    record One(String path, String uid, String subject) {}

    /** Kept before anything is deleted. */
    static List<One> keep(Journal journal, List<ChosenObject> objects) throws IOException {
        ArrayNode kept = MAPPER.createArrayNode();
        for (ChosenObject object : objects) {
            if (!object.live().isMissingNode()) {
                kept.addObject()
                        .put("path", object.path())
                        .put("uid", object.live().at("/metadata/uid").asText())
                        .put("subject", object.subject());
            }
        }
        journal.put(KEY, MAPPER.writeValueAsString(kept));
        journal.save();
        return read(journal).orElseThrow();
    }

    static Optional<List<One>> read(Journal journal) throws JsonProcessingException {
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
