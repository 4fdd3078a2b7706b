package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Create, update, patch and apply. */
final class Writes {
    private final ObjectStore objects;
    private final Admission admission;
    private final Births births;
    private final Delays delays;

    Writes(ObjectStore objects, Admission admission, Births births, Delays delays) {
        this.objects = objects;
        this.admission = admission;
        this.births = births;
        this.delays = delays;
    }

    Answer create(Target target, ObjectNode body, WriteOptions options) {
        matches(target, body);
        if (!Json.text(body, "metadata", "resourceVersion").isEmpty()) {
            throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
        }
        return create(target, body, options, false);
    }

    private Answer create(Target target, ObjectNode body, WriteOptions options, boolean applied) {
        ResourceType type = target.type();
        ObjectNode object = body.deepCopy();
        if (type.namespaced()) {
            Meta.of(object).put("namespace", target.namespace());
        } else {
            Meta.of(object).remove("namespace");
        }
        List<String> warnings = admission.fields(type, object, options.fieldValidation());
        admission.namespace(target.named(Meta.name(object)));
        births.stamp(type, object);
        Defaults.fill(type, object);
        admission.create(type, object);
        Validation.check(type, object);
        PlacementRules.check(type, object);
        ObjectKey key = ObjectKey.of(type, object);
        if (objects.get(key).isPresent()) {
            throw ApiError.exists(type, key.name());
        }
        if (!applied) {
            Meta.of(object).remove("managedFields");
            ObjectNode nothing = Json.object();
            ManagedFields.update(nothing, object, entry("Update", target, options), admission.schema(type));
        }
        return new Answer(201, options.dryRun() ? object : objects.put(key, object), warnings);
    }

    Answer update(Target target, ObjectNode body, WriteOptions options) {
        matches(target, body);
        ObjectNode live = live(target);
        return replace(target, live, body.deepCopy(), options, false);
    }

    Answer patch(Target target, String contentType, JsonNode patch, WriteOptions options) {
        if (contentType.equals("application/apply-patch+yaml")) {
            return apply(target, patch, options);
        }
        ObjectNode live = live(target);
        ObjectNode changed =
                switch (contentType) {
                    case "application/json-patch+json" -> JsonPatch.apply(live, patch);
                    case "application/merge-patch+json" -> MergePatch.apply(live, patch);
                    case "application/strategic-merge-patch+json" -> {
                        if (target.type().custom()) {
                            throw ApiError.unsupportedMedia(
                                    contentType,
                                    "application/json-patch+json, application/merge-patch+json,"
                                            + " application/apply-patch+yaml");
                        }
                        yield new StrategicMergePatch().apply(live, patch);
                    }
                    default -> throw ApiError.unsupportedMedia(
                            contentType,
                            "application/json-patch+json, application/merge-patch+json,"
                                    + " application/strategic-merge-patch+json, application/apply-patch+yaml");
                };
        matches(target, changed);
        return replace(target, live, changed, options, false);
    }

    private Answer apply(Target target, JsonNode body, WriteOptions options) {
        if (!(body instanceof ObjectNode)) {
            throw ApiError.badRequest("an applied configuration is an object; found: " + body.getNodeType());
        }
        ObjectNode config = body.deepCopy();
        if (Meta.name(config).isEmpty()) {
            Meta.of(config).put("name", target.name());
        }
        matches(target, config);
        if (!Json.at(config, "metadata", "managedFields").isEmpty()) {
            throw ApiError.badRequest("metadata.managedFields must be nil");
        }
        ResourceType type = target.type();
        boolean ownStatus = type.subresources().contains("status");
        if (target.subresource().equals("status")) {
            config.retain("apiVersion", "kind", "metadata", "status");
        } else if (ownStatus) {
            config.remove("status");
        }
        Optional<ObjectNode> live = objects.get(target.key()).map(type::asServed);
        if (live.isEmpty() && !target.subresource().isEmpty()) {
            throw ApiError.notFound(type, target.name());
        }
        ObjectNode base = live.orElseGet(() -> bare(target));
        ApplyMerge merge = new ApplyMerge(admission.schema(type));
        ObjectNode merged = merge.apply(base, config, entry("Apply", target, options), options.force());
        return live.isPresent()
                ? replace(target, live.get(), merged, options, true)
                : create(target, merged, options, true);
    }

    private static ObjectNode bare(Target target) {
        ObjectNode bare = Json.object();
        bare.put("apiVersion", target.type().apiVersion())
                .put("kind", target.type().kind());
        Meta.of(bare).put("name", target.name());
        return bare;
    }

    /** Stores what became of {@code live}; nothing when it is the same. */
    private Answer replace(Target target, ObjectNode live, ObjectNode wanted, WriteOptions options, boolean applied) {
        ResourceType type = target.type();
        preconditions(type, live, wanted);
        boolean status = target.subresource().equals("status");
        List<String> warnings = admission.fields(type, wanted, status ? "Ignore" : options.fieldValidation());
        ObjectNode changed = status ? withStatusOf(live, wanted) : withStatusKept(type, live, wanted);
        Updates.keepIdentity(live, changed);
        if (!status) {
            Updates.keepServerFields(type, live, changed);
            Defaults.fill(type, changed);
            Validation.check(type, changed);
            Immutables.check(type, live, changed);
            PlacementRules.check(type, changed);
            PlacementRules.keep(type, live, changed);
        }
        if (!applied) {
            if (Json.at(changed, "metadata", "managedFields").isEmpty()) {
                Meta.of(changed)
                        .set(
                                "managedFields",
                                Json.at(live, "metadata", "managedFields").deepCopy());
            }
            ManagedFields.update(live, changed, entry("Update", target, options), admission.schema(type));
        }
        Updates.generation(type, live, changed);
        if (changed.equals(live)) {
            return new Answer(200, live, warnings);
        }
        return new Answer(200, options.dryRun() ? changed : store(target, changed), warnings);
    }

    /** The last finalizer of an object that is going away takes the object with it. */
    private ObjectNode store(Target target, ObjectNode changed) {
        boolean gone = Meta.deleting(changed)
                && Json.at(changed, "metadata", "finalizers").isEmpty()
                && Json.at(changed, "metadata", "deletionGracePeriodSeconds").asInt() == 0
                && !target.type().kind().equals("Namespace");
        ObjectNode stored = objects.put(target.key(), changed);
        return gone ? objects.remove(target.key()) : stored;
    }

    private static void preconditions(ResourceType type, ObjectNode live, ObjectNode wanted) {
        String version = Json.text(wanted, "metadata", "resourceVersion");
        if (!version.isEmpty() && !version.equals(Json.text(live, "metadata", "resourceVersion"))) {
            throw ApiError.conflict(
                    type,
                    Meta.name(live),
                    "the object has been modified; please apply your changes to the latest version and try again");
        }
        if (!Meta.uid(wanted).isEmpty() && !Meta.uid(wanted).equals(Meta.uid(live))) {
            throw ApiError.conflict(
                    type,
                    Meta.name(live),
                    "Precondition failed: UID in precondition: " + Meta.uid(wanted) + ", UID in object meta: "
                            + Meta.uid(live));
        }
    }

    private static ObjectNode withStatusOf(ObjectNode live, ObjectNode wanted) {
        ObjectNode changed = live.deepCopy();
        if (wanted.has("status")) {
            changed.set("status", wanted.get("status"));
        } else {
            changed.remove("status");
        }
        JsonNode managed = Json.at(wanted, "metadata", "managedFields");
        if (!managed.isMissingNode()) {
            Meta.of(changed).set("managedFields", managed);
        }
        return changed;
    }

    private static ObjectNode withStatusKept(ResourceType type, ObjectNode live, ObjectNode wanted) {
        if (type.subresources().contains("status")) {
            if (live.has("status")) {
                wanted.set("status", live.get("status"));
            } else {
                wanted.remove("status");
            }
        }
        return wanted;
    }

    private ManagedEntry entry(String operation, Target target, WriteOptions options) {
        return options.entry(operation, target, Meta.time(delays.now()));
    }

    private ObjectNode live(Target target) {
        return objects.get(target.key())
                .map(target.type()::asServed)
                .orElseThrow(() -> ApiError.notFound(target.type(), target.name()));
    }

    private static void matches(Target target, ObjectNode body) {
        ResourceType type = target.type();
        String apiVersion = Json.text(body, "apiVersion");
        String kind = Json.text(body, "kind");
        if (!apiVersion.equals(type.apiVersion()) || !kind.equals(type.kind())) {
            throw ApiError.badRequest("the object provided is unrecognized (must be of type " + type.kind() + " in "
                    + type.apiVersion() + "): found " + kind + " in " + apiVersion);
        }
        if (!target.name().isEmpty() && !Meta.name(body).equals(target.name())) {
            throw ApiError.badRequest("the name of the object (" + Meta.name(body)
                    + ") does not match the name on the URL (" + target.name() + ")");
        }
        String namespace = Meta.namespace(body);
        if (type.namespaced() && !namespace.isEmpty() && !namespace.equals(target.namespace())) {
            throw ApiError.badRequest(
                    "the namespace of the provided object does not match the namespace sent on" + " the request");
        }
    }
}
