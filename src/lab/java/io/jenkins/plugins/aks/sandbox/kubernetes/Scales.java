package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The scale subresource: a small view of a workload, and writing the number of replicas through it. */
final class Scales {
    private final Reads reads;
    private final Writes writes;

    Scales(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
    }

    ObjectNode get(Target target) {
        return view(reads.get(target));
    }

    Answer update(Target target, JsonNode body, WriteOptions options) {
        ObjectNode live = reads.get(target);
        preconditions(target, live, body);
        return write(target, live, body.path("spec").path("replicas"), options);
    }

    Answer patch(Target target, String contentType, JsonNode patch, WriteOptions options) {
        ObjectNode live = reads.get(target);
        ObjectNode scale = view(live);
        ObjectNode changed = contentType.equals("application/json-patch+json")
                ? JsonPatch.apply(scale, patch)
                : MergePatch.apply(scale, patch);
        preconditions(target, live, changed);
        return write(target, live, changed.path("spec").path("replicas"), options);
    }

    private Answer write(Target target, ObjectNode live, JsonNode replicas, WriteOptions options) {
        if (!replicas.isMissingNode() && !replicas.isIntegralNumber()) {
            throw ApiError.badRequest("spec.replicas of a Scale must be a whole number; found: " + replicas);
        }
        // Go leaves out a zero, so a missing number is one.
        Json.child(live, "spec").put("replicas", replicas.asInt());
        Target workload = new Target(target.type(), target.namespace(), target.name(), "");
        Answer answer = writes.update(workload, live, options);
        return new Answer(answer.code(), view(answer.body()), answer.warnings());
    }

    private static void preconditions(Target target, JsonNode live, JsonNode scale) {
        String version = Json.text(scale, "metadata", "resourceVersion");
        if (!version.isEmpty() && !version.equals(Json.text(live, "metadata", "resourceVersion"))) {
            throw ApiError.conflict(
                    target.type(),
                    target.name(),
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
    }

    private static ObjectNode view(JsonNode workload) {
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            metadata.put(field, Json.text(workload, "metadata", field));
        }
        scale.putObject("spec")
                .put("replicas", Json.at(workload, "spec", "replicas").asInt());
        ObjectNode status = scale.putObject("status");
        status.put("replicas", Json.at(workload, "status", "replicas").asInt());
        List<String> labels = new ArrayList<>();
        Json.at(workload, "spec", "selector", "matchLabels")
                .properties()
                .forEach(label ->
                        labels.add(label.getKey() + "=" + label.getValue().asText()));
        status.put("selector", String.join(",", labels));
        return scale;
    }
}
