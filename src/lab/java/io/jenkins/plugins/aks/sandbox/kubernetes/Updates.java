package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What an update cannot touch, and what it counts. */
final class Updates {
    private static final List<String> IDENTITY = List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "resourceVersion",
            "generation",
            "generateName",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private Updates() {}

    static void keepIdentity(JsonNode live, ObjectNode changed) {
        ObjectNode metadata = Meta.of(changed);
        for (String field : IDENTITY) {
            JsonNode value = Json.at(live, "metadata", field);
            if (value.isMissingNode()) {
                metadata.remove(field);
            } else {
                metadata.set(field, value);
            }
        }
        for (String map : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
            if (metadata.path(map).isEmpty()) {
                metadata.remove(map);
            }
        }
    }

    /** What the server once gave stays when a client, which need not know it, leaves it out. */
    static void keepServerFields(ResourceType type, JsonNode live, ObjectNode changed) {
        switch (type.kind()) {
            case "Service" -> keep(live, changed, "clusterIP", "clusterIPs");
            case "Job" -> keep(live, changed, "selector");
            case "Namespace" -> keep(live, changed, "finalizers");
            case "Pod" -> keep(
                    live,
                    changed,
                    "nodeName",
                    "tolerations",
                    "serviceAccountName",
                    "serviceAccount",
                    "enableServiceLinks");
            case "PersistentVolumeClaim" -> keep(live, changed, "volumeName", "storageClassName");
            default -> {
                // The other kinds have no such field.
            }
        }
    }

    private static void keep(JsonNode live, ObjectNode changed, String... fields) {
        for (String field : fields) {
            JsonNode value = Json.at(live, "spec", field);
            ObjectNode spec = Json.child(changed, "spec");
            if (!value.isMissingNode() && !spec.hasNonNull(field)) {
                spec.set(field, value);
            }
        }
    }

    /** Counts the changes of what is wanted: not of metadata, not of the status. */
    static void generation(ResourceType type, JsonNode live, ObjectNode changed) {
        if (!Births.hasGeneration(type)) {
            return;
        }
        boolean annotated = type.kind().equals("Deployment")
                && !Json.at(live, "metadata", "annotations").equals(Json.at(changed, "metadata", "annotations"));
        if (annotated || !wanted(type, live).equals(wanted(type, changed))) {
            Meta.of(changed)
                    .put("generation", Json.at(live, "metadata", "generation").asLong() + 1);
        }
    }

    private static JsonNode wanted(ResourceType type, JsonNode object) {
        ObjectNode rest = object.deepCopy();
        rest.remove("metadata");
        if (type.subresources().contains("status")) {
            rest.remove("status");
        }
        return rest;
    }
}
