package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.kubernetes.ServerSideApply.Planned;
import io.jenkins.plugins.aks.operation.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the journal knows of the objects that were written: noted before they are sent, so that a run that was killed
 * between still reports them as changed. Names only, no content.
 */
final class AppliedRecord {
    static final String CREATED = "created";
    static final String CONFIGURED = "configured";
    static final String UNCHANGED = "unchanged";

    private static final String KEY = "objects";
    private static final String ACTION = "action";
    private static final String PATH = "path";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Journal journal;
    private final ObjectNode objects;

    AppliedRecord(Journal journal) throws IOException {
        this.journal = journal;
        this.objects = journal.get(KEY).isPresent()
                ? (ObjectNode) MAPPER.readTree(journal.get(KEY).get())
                : MAPPER.createObjectNode();
    }

    void starts(List<Planned> planned) throws IOException {
        if (planned.isEmpty()) {
            return;
        }
        for (Planned each : planned) {
            ManifestObject object = each.item().object();
            if (!action(object).equals(CREATED)) {
                objects.putObject(object.subject())
                        .put(ACTION, each.creates() ? CREATED : CONFIGURED)
                        .put(PATH, each.item().kind().path(object.namespace(), object.name()));
            }
        }
        keep();
        journal.save();
    }

    /** The API server found nothing to change after all; saved with the next objects. */
    void wasSame(ManifestObject object) throws JsonProcessingException {
        if (action(object).equals(CONFIGURED)) {
            objects.remove(object.subject());
            keep();
        }
    }

    String action(ManifestObject object) {
        return objects.path(object.subject()).path(ACTION).asText(UNCHANGED);
    }

    /** The paths of the objects that this step created, last one first. */
    List<String> created() {
        List<String> paths = new ArrayList<>();
        objects.forEach(object -> {
            if (object.path(ACTION).asText().equals(CREATED)) {
                paths.add(object.path(PATH).asText());
            }
        });
        Collections.reverse(paths);
        return paths;
    }

    /** For people, what an interrupted step had done. */
    String text() {
        List<String> done = new ArrayList<>();
        objects.fields()
                .forEachRemaining(object -> done.add(
                        object.getKey() + " " + object.getValue().path(ACTION).asText()));
        return done.isEmpty() ? "no object was changed" : "applied so far: " + String.join(", ", done);
    }

    private void keep() throws JsonProcessingException {
        journal.put(KEY, MAPPER.writeValueAsString(objects));
    }
}
