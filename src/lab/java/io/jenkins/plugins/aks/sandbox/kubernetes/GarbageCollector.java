package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deletes what has owners but none that exists, and serves the two finalizers of propagation. */
final class GarbageCollector implements Controller {
    private final ControlPlane plane;
    private final ResourceTypes types;

    GarbageCollector(ControlPlane plane, ResourceTypes types) {
        this.plane = plane;
        this.types = types;
    }

    private record Owned(ResourceType type, ObjectNode object) {}

    @Override
    public void reconcile() {
        Set<String> alive = plane.objects().uids();
        List<Owned> owned = new ArrayList<>();
        List<Owned> finalizing = new ArrayList<>();
        for (ResourceType type : types.stored()) {
            for (ObjectNode object : plane.objects().list(type, "", GarbageCollector::isConcerned)) {
                if (!Json.at(object, "metadata", "ownerReferences").isEmpty()) {
                    owned.add(new Owned(type, object));
                }
                if (Meta.deleting(object)) {
                    finalizing.add(new Owned(type, object));
                }
            }
        }
        owned.stream()
                .filter(item -> !hasOwner(item.object(), alive))
                .forEach(item -> plane.delete(item.type(), item.object()));
        finalizing.forEach(item -> finish(item, owned));
    }

    private static boolean isConcerned(JsonNode object) {
        return Meta.deleting(object)
                || !Json.at(object, "metadata", "ownerReferences").isEmpty();
    }

    private static boolean hasOwner(JsonNode object, Set<String> alive) {
        for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
            if (alive.contains(Json.text(owner, "uid"))) {
                return true;
            }
        }
        return false;
    }

    private void finish(Owned owner, List<Owned> all) {
        List<Owned> dependents = all.stream()
                .filter(item -> owners(item.object()).contains(Meta.uid(owner.object())))
                .toList();
        if (Meta.hasFinalizer(owner.object(), "orphan")) {
            dependents.forEach(item -> release(item, Meta.uid(owner.object())));
            dropFinalizer(owner, "orphan");
        } else if (Meta.hasFinalizer(owner.object(), "foregroundDeletion")) {
            dependents.forEach(item -> plane.delete(item.type(), item.object()));
            if (dependents.isEmpty()) {
                dropFinalizer(owner, "foregroundDeletion");
            }
        }
    }

    private static List<String> owners(JsonNode object) {
        return Json.at(object, "metadata", "ownerReferences").findValuesAsText("uid");
    }

    private void release(Owned item, String owner) {
        ArrayNode references = Json.array();
        for (JsonNode reference : Json.at(item.object(), "metadata", "ownerReferences")) {
            if (!Json.text(reference, "uid").equals(owner)) {
                references.add(reference);
            }
        }
        if (references.isEmpty()) {
            Meta.of(item.object()).remove("ownerReferences");
        } else {
            Meta.of(item.object()).set("ownerReferences", references);
        }
        plane.save(item.type(), item.object());
    }

    private void dropFinalizer(Owned owner, String finalizer) {
        Meta.removeFinalizer(owner.object(), finalizer);
        if (Json.at(owner.object(), "metadata", "finalizers").isEmpty()) {
            plane.remove(owner.type(), owner.object());
        } else {
            plane.save(owner.type(), owner.object());
        }
    }
}
