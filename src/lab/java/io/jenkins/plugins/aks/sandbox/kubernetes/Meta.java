package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reading and writing the metadata that every Kubernetes object has. */
final class Meta {
    private Meta() {}

    static ObjectNode of(ObjectNode object) {
        return Json.child(object, "metadata");
    }

    static String name(JsonNode object) {
        return Json.text(object, "metadata", "name");
    }

    static String namespace(JsonNode object) {
        return Json.text(object, "metadata", "namespace");
    }

    static String uid(JsonNode object) {
        return Json.text(object, "metadata", "uid");
    }

    static String kind(JsonNode object) {
        return Json.text(object, "kind");
    }

    static JsonNode labels(JsonNode object) {
        return Json.at(object, "metadata", "labels");
    }

    static boolean deleting(JsonNode object) {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    static long version(JsonNode object) {
        return Json.at(object, "metadata", "resourceVersion").asLong();
    }

    /** Kubernetes writes times in whole seconds. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static Instant instant(JsonNode time) {
        return Instant.parse(time.asText());
    }

    static ArrayNode finalizers(ObjectNode object) {
        ObjectNode meta = of(object);
        return meta.get("finalizers") instanceof ArrayNode list ? list : meta.putArray("finalizers");
    }

    static boolean hasFinalizer(JsonNode object, String name) {
        for (JsonNode finalizer : Json.at(object, "metadata", "finalizers")) {
            if (finalizer.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    static void removeFinalizer(ObjectNode object, String name) {
        ArrayNode list = finalizers(object);
        for (int i = list.size() - 1; i >= 0; i--) {
            if (list.get(i).asText().equals(name)) {
                list.remove(i);
            }
        }
        if (list.isEmpty()) {
            of(object).remove("finalizers");
        }
    }

    /** The owner that controls the object. */
    static Optional<JsonNode> controller(JsonNode object) {
        for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    static boolean controlledBy(JsonNode object, JsonNode owner) {
        return controller(object)
                .filter(ref -> ref.path("uid").asText().equals(uid(owner)))
                .isPresent();
    }

    static void own(ObjectNode object, JsonNode owner) {
        ObjectNode reference = of(object).putArray("ownerReferences").addObject();
        reference.put("apiVersion", Json.text(owner, "apiVersion"));
        reference.put("kind", kind(owner)).put("name", name(owner)).put("uid", uid(owner));
        reference.put("controller", true).put("blockOwnerDeletion", true);
    }
}
