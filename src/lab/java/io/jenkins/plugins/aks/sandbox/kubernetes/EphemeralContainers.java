package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.container.PodSpecs;
import java.util.List;

/** The subresource by which containers are added to a running pod. They are added, and neither changed nor removed. */
final class EphemeralContainers {
    private static final String FIELD = "spec.ephemeralContainers";

    private final Cluster cluster;

    EphemeralContainers(Cluster cluster) {
        this.cluster = cluster;
    }

    Answer patch(Target target, String media, JsonNode patch, WriteOptions options) {
        ObjectNode live = cluster.reads().get(target);
        ObjectNode wanted =
                switch (media) {
                    case "application/strategic-merge-patch+json" -> new StrategicMergePatch().apply(live, patch);
                    case "application/merge-patch+json" -> MergePatch.apply(live, patch);
                    case "application/json-patch+json" -> JsonPatch.apply(live, patch);
                    default -> throw ApiError.unsupportedMedia(
                            media,
                            "application/json-patch+json, application/merge-patch+json,"
                                    + " application/strategic-merge-patch+json");
                };
        return change(target, live, wanted, options);
    }

    Answer update(Target target, ObjectNode wanted, WriteOptions options) {
        return change(target, cluster.reads().get(target), wanted, options);
    }

    private Answer change(Target target, ObjectNode live, ObjectNode wanted, WriteOptions options) {
        JsonNode before = Json.at(live, "spec", "ephemeralContainers");
        JsonNode after = Json.at(wanted, "spec", "ephemeralContainers");
        for (JsonNode old : before) {
            if (!contains(after, old)) {
                throw refused(
                        target,
                        "Forbidden",
                        "existing ephemeral containers \"" + Json.text(old, "name")
                                + "\" may not be changed or removed");
            }
        }
        ObjectNode changed = live.deepCopy();
        ArrayNode list = Json.child(changed, "spec").putArray("ephemeralContainers");
        for (JsonNode container : after) {
            if (!contains(before, container)) {
                check(target, live, container);
            }
            list.add(container);
        }
        boolean keep = !options.dryRun() && !changed.equals(live);
        return Answer.ok(keep ? cluster.objects().put(target.key(), changed) : changed);
    }

    private static boolean contains(JsonNode list, JsonNode wanted) {
        for (JsonNode each : list) {
            if (each.equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    private static void check(Target target, JsonNode pod, JsonNode container) {
        String name = Json.text(container, "name");
        if (name.isEmpty() || Json.text(container, "image").isEmpty()) {
            throw refused(target, "Required value", "name and image");
        }
        if (!PodSpecs.container(pod, name).isMissingNode()) {
            throw refused(target, "Duplicate value", "\"" + name + "\"");
        }
        String inside = Json.text(container, "targetContainerName");
        if (!inside.isEmpty() && PodSpecs.container(pod, inside).isMissingNode()) {
            throw refused(target, "Not found", "\"" + inside + "\"");
        }
    }

    private static ApiError refused(Target target, String kind, String what) {
        String reason = "FieldValue" + kind.replace(" value", "").replace(" ", "");
        return ApiError.invalid(
                target.type(), target.name(), List.of(new ApiError.Cause(reason, kind + ": " + what, FIELD)));
    }
}
