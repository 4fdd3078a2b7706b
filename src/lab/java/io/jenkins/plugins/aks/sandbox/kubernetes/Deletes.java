package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Delete with preconditions, finalizers, grace periods and propagation. */
final class Deletes {
    static final Set<String> PERMANENT = Set.of("default", "kube-system", "kube-public", "kube-node-lease");

    private final ObjectStore objects;
    private final ResourceTypes types;
    private final Delays delays;

    Deletes(ObjectStore objects, ResourceTypes types, Delays delays) {
        this.objects = objects;
        this.types = types;
        this.delays = delays;
    }

    /** @return the object while it is going away, a Status when it is gone */
    Answer delete(Target target, DeleteOptions options) {
        ResourceType type = target.type();
        ObjectNode live = objects.get(target.key()).orElseThrow(() -> ApiError.notFound(type, target.name()));
        options.check(type, live);
        if (type.kind().equals("Namespace") && PERMANENT.contains(target.name())) {
            throw ApiError.forbidden(type, target.name(), "this namespace may not be deleted");
        }
        ObjectNode going = live.deepCopy();
        propagation(going, options);
        int grace = grace(type, going, options);
        boolean held = grace > 0
                || !Json.at(going, "metadata", "finalizers").isEmpty()
                || !Json.at(going, "spec", "finalizers").isEmpty()
                        && type.kind().equals("Namespace");
        if (!held) {
            return new Answer(200, gone(target, live, options.dryRun()), List.of());
        }
        markDeleting(type, going, grace);
        boolean same = going.equals(live);
        return Answer.ok(options.dryRun() || same ? going : objects.put(target.key(), going));
    }

    private void markDeleting(ResourceType type, ObjectNode going, int grace) {
        ObjectNode metadata = Meta.of(going);
        Instant end = delays.now().plusSeconds(grace);
        boolean shorter = !Meta.deleting(going)
                || grace < metadata.path("deletionGracePeriodSeconds").asInt();
        if (shorter) {
            metadata.put("deletionTimestamp", Meta.time(end)).put("deletionGracePeriodSeconds", grace);
            if (Births.hasGeneration(type)) {
                metadata.put("generation", metadata.path("generation").asLong() + 1);
            }
        }
        if (type.kind().equals("Namespace")) {
            Json.child(going, "status").put("phase", "Terminating");
        }
    }

    private ObjectNode gone(Target target, ObjectNode live, boolean dryRun) {
        if (!dryRun) {
            if (target.type().kind().equals("CustomResourceDefinition")) {
                removeInstances(live);
            }
            objects.remove(target.key());
        }
        ObjectNode status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", target.name());
        if (!target.type().group().isEmpty()) {
            details.put("group", target.type().group());
        }
        details.put("kind", target.type().plural()).put("uid", Meta.uid(live));
        return status;
    }

    private void removeInstances(JsonNode definition) {
        CustomTypes.of(definition).stream().limit(1).forEach(type -> {
            for (JsonNode instance : objects.list(type, "")) {
                objects.remove(ObjectKey.of(type, instance));
            }
        });
    }

    private void propagation(ObjectNode going, DeleteOptions options) {
        String finalizer =
                switch (options.propagation()) {
                    case "Foreground" -> "foregroundDeletion";
                    case "Orphan" -> "orphan";
                    default -> "";
                };
        if (!finalizer.isEmpty() && !Meta.hasFinalizer(going, finalizer) && hasDependents(going)) {
            Meta.finalizers(going).add(finalizer);
        }
    }

    private boolean hasDependents(JsonNode owner) {
        for (ResourceType type : types.stored()) {
            for (JsonNode object : objects.list(type, Meta.namespace(owner))) {
                if (Json.at(object, "metadata", "ownerReferences")
                        .findValuesAsText("uid")
                        .contains(Meta.uid(owner))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Only pods that run somewhere get time to end. */
    private static int grace(ResourceType type, JsonNode object, DeleteOptions options) {
        boolean ended = Set.of("Succeeded", "Failed").contains(Json.text(object, "status", "phase"));
        if (!type.kind().equals("Pod")
                || ended
                || Json.text(object, "spec", "nodeName").isEmpty()) {
            return 0;
        }
        return options.grace() >= 0
                ? options.grace()
                : Json.at(object, "spec", "terminationGracePeriodSeconds").asInt(30);
    }

    /** Deletes all that are given, and answers with the list of them. */
    Answer deleteAll(Target target, List<ObjectNode> selected, DeleteOptions options) {
        ResourceType type = target.type();
        ObjectNode list = Json.object().put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        list.putObject("metadata").put("resourceVersion", Long.toString(objects.version()));
        ArrayNode items = list.putArray("items");
        for (ObjectNode object : selected) {
            delete(new Target(type, Meta.namespace(object), Meta.name(object), ""), options);
            items.add(object);
        }
        return Answer.ok(list);
    }
}
