package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fleet's agent on a member: applies a placement's manifests there, owned by an AppliedWork, and takes them away
 * again. All use of the member is synchronized on it.
 */
final class MemberAgent {
    static final String MANAGER = "work-api-agent";

    private static final Caller USER =
            new Caller("system:serviceaccount:fleet-system:member-agent-sa", List.of("system:masters"));

    private final Cluster member;
    private final String key;
    private final Store store;
    private final String work;

    /** @param work the name of the placement's AppliedWork */
    MemberAgent(Cluster member, String key, Store store, String work) {
        this.member = member;
        this.key = key;
        this.store = store;
        this.work = work;
    }

    /** A manifest that could not be applied. */
    record Failure(JsonNode manifest, String reason, String message) {}

    /** Applies what differs. */
    List<Failure> apply(List<JsonNode> manifests, JsonNode strategy) {
        List<Failure> failures = new ArrayList<>();
        synchronized (member) {
            member.advance();
            String owner = ownWork();
            for (JsonNode manifest : manifests) {
                try {
                    one((ObjectNode) manifest.deepCopy(), strategy, owner);
                } catch (ApiError e) {
                    failures.add(new Failure(
                            manifest, "FailedToApply", "Failed to apply the manifest (error: " + e.getMessage() + ")"));
                } catch (Taken e) {
                    failures.add(new Failure(
                            manifest, e.reason, "Failed to apply the manifest (error: " + e.getMessage() + ")"));
                }
            }
            prune(manifests, owner);
            member.advance();
        }
        return failures;
    }

    /** Somebody else's object is in the way. */
    private static final class Taken extends Exception {
        private static final long serialVersionUID = 1L;
        private final String reason;

        Taken(String reason, String message) {
            super(message);
            this.reason = reason;
        }
    }

    private void one(ObjectNode manifest, JsonNode strategy, String owner) throws Taken {
        ResourceType type = member.types()
                .ofKind(Json.text(manifest, "apiVersion"), Meta.kind(manifest))
                .orElseThrow(() -> ApiError.of(
                        404,
                        "NotFound",
                        "no matches for kind \"" + Meta.kind(manifest) + "\" in version \""
                                + Json.text(manifest, "apiVersion") + "\""));
        Target target = new Target(type, Meta.namespace(manifest), Meta.name(manifest), "");
        ObjectNode denied = store.get("k8s/" + key + "/denied").orElseGet(Json::object);
        new Authorization(member.objects(), denied).check(USER, target, "patch");
        Optional<ObjectNode> live = member.objects().get(target.key());
        ArrayNode owners = Json.array();
        if (live.isPresent()) {
            owners = others(live.get(), owner);
            takeOver(live.get(), owners, strategy, owner);
        }
        owners.add(reference(owner));
        Meta.of(manifest).set("ownerReferences", owners);
        boolean serverSide = Json.text(strategy, "type").equals("ServerSideApply");
        boolean force = !serverSide
                || Json.at(strategy, "serverSideApplyConfig", "force").asBoolean();
        WriteOptions options = new WriteOptions(MANAGER, force, false, "Ignore");
        member.writes().patch(target, "application/apply-patch+yaml", manifest, options);
    }

    private void takeOver(JsonNode live, ArrayNode others, JsonNode strategy, String owner) throws Taken {
        boolean ours = Json.at(live, "metadata", "ownerReferences")
                .findValuesAsText("uid")
                .contains(owner);
        for (JsonNode other : others) {
            if (Json.text(other, "kind").equals(FleetTypes.APPLIED_WORK.kind())) {
                throw new Taken("FailedToTakeOver", "the object is already owned by another Fleet AppliedWork object");
            }
        }
        if (!others.isEmpty() && !strategy.path("allowCoOwnership").asBoolean()) {
            throw new Taken(
                    "FailedToTakeOver",
                    "the object is already owned by some other sources(s) and co-ownership is disallowed");
        }
        if (!ours && Json.text(strategy, "whenToTakeOver").equals("Never")) {
            throw new Taken(
                    "NotTakenOver",
                    "no ownership of the object in the member cluster; takeover is needed but is not allowed");
        }
    }

    /** The other owners, without works that a fleet left behind. */
    private ArrayNode others(JsonNode live, String owner) {
        ArrayNode others = Json.array();
        for (JsonNode reference : Json.at(live, "metadata", "ownerReferences")) {
            boolean work = Json.text(reference, "kind").equals(FleetTypes.APPLIED_WORK.kind());
            boolean leftBehind = work && !isAlive(Json.text(reference, "name"));
            if (!Json.text(reference, "uid").equals(owner) && !leftBehind) {
                others.add(reference);
            }
        }
        return others;
    }

    private boolean isAlive(String name) {
        return member.objects()
                .get(ObjectKey.of(FleetTypes.APPLIED_WORK, "", name))
                .filter(found ->
                        !Json.at(found, "metadata", "labels", "left-behind").asBoolean())
                .isPresent();
    }

    /** The uid of this placement's AppliedWork, which is made where it is not there. */
    private String ownWork() {
        ControlPlane plane = member.plane();
        FleetTypes.installOnMember(plane);
        ObjectNode found = plane.get(FleetTypes.APPLIED_WORK, "", work).orElseGet(() -> {
            ObjectNode made = Json.object()
                    .put("kind", FleetTypes.APPLIED_WORK.kind())
                    .put("apiVersion", FleetTypes.APPLIED_WORK.apiVersion());
            Meta.of(made).put("name", work);
            made.putObject("spec").put("workName", work);
            return plane.create(FleetTypes.APPLIED_WORK, made);
        });
        if (Meta.of(found).remove("labels") != null) {
            plane.save(FleetTypes.APPLIED_WORK, found);
        }
        return Meta.uid(found);
    }

    private ObjectNode reference(String owner) {
        return Json.object()
                .put("apiVersion", FleetTypes.APPLIED_WORK.apiVersion())
                .put("kind", FleetTypes.APPLIED_WORK.kind())
                .put("name", work)
                .put("uid", owner)
                .put("blockOwnerDeletion", false);
    }

    /** Deletes what this placement brought and no longer has. */
    private void prune(List<JsonNode> manifests, String owner) {
        for (ResourceType type : member.types().stored()) {
            for (ObjectNode object : member.objects().list(type, "")) {
                JsonNode owners = Json.at(object, "metadata", "ownerReferences");
                boolean kept = manifests.stream()
                        .anyMatch(manifest -> Meta.kind(manifest).equals(type.kind())
                                && Meta.name(manifest).equals(Meta.name(object))
                                && Meta.namespace(manifest).equals(Meta.namespace(object)));
                if (!kept
                        && owners.size() == 1
                        && owners.findValuesAsText("uid").contains(owner)) {
                    member.plane().delete(type, object);
                }
            }
        }
    }

    /** What is not available yet of the objects; empty where all are, or cannot be tracked. */
    String unavailable(List<JsonNode> manifests) {
        synchronized (member) {
            for (JsonNode manifest : manifests) {
                Optional<ObjectNode> live = member.types()
                        .ofKind(Json.text(manifest, "apiVersion"), Meta.kind(manifest))
                        .flatMap(type -> member.objects()
                                .get(ObjectKey.of(type, Meta.namespace(manifest), Meta.name(manifest))));
                if (live.isEmpty() || !isAvailable(live.get())) {
                    return Meta.kind(manifest) + " " + Meta.name(manifest);
                }
            }
            return "";
        }
    }

    private static boolean isAvailable(JsonNode object) {
        JsonNode status = object.path("status");
        boolean seen = status.path("observedGeneration").asLong()
                >= Json.at(object, "metadata", "generation").asLong();
        int wanted = Json.at(object, "spec", "replicas").asInt(1);
        return switch (Meta.kind(object)) {
            case "Deployment" -> seen && status.path("availableReplicas").asInt() >= wanted;
            case "StatefulSet" -> seen && status.path("readyReplicas").asInt() >= wanted;
            case "DaemonSet" -> seen
                    && status.path("numberAvailable").asInt()
                            >= status.path("desiredNumberScheduled").asInt();
            default -> true;
        };
    }

    /**
     * Takes the placement's objects away: with its AppliedWork go those that have no other owner.
     *
     * @return whether all are gone
     */
    boolean remove() {
        synchronized (member) {
            Optional<ObjectNode> found = member.objects().get(ObjectKey.of(FleetTypes.APPLIED_WORK, "", work));
            if (found.isEmpty()) {
                return true;
            }
            String owner = Meta.uid(found.get());
            boolean left = false;
            for (ResourceType type : member.types().stored()) {
                for (ObjectNode object : member.objects().list(type, "")) {
                    left |= release(type, object, owner);
                }
            }
            if (!left) {
                member.plane().remove(FleetTypes.APPLIED_WORK, found.get());
            }
            member.advance();
            return !left;
        }
    }

    private boolean release(ResourceType type, ObjectNode object, String owner) {
        ArrayNode rest = Json.array();
        boolean owned = false;
        for (JsonNode reference : Json.at(object, "metadata", "ownerReferences")) {
            boolean ours = Json.text(reference, "uid").equals(owner);
            owned |= ours;
            if (!ours) {
                rest.add(reference);
            }
        }
        if (owned && rest.isEmpty()) {
            member.plane().delete(type, object);
            return true;
        }
        if (owned) {
            Meta.of(object).set("ownerReferences", rest);
            member.plane().save(type, object);
        }
        return false;
    }

    /** The member left the fleet: what it has stays, for whoever wants it. */
    void leaveBehind() {
        synchronized (member) {
            member.objects()
                    .get(ObjectKey.of(FleetTypes.APPLIED_WORK, "", work))
                    .ifPresent(found -> {
                        Meta.of(found).putObject("labels").put("left-behind", "true");
                        member.plane().save(FleetTypes.APPLIED_WORK, found);
                    });
        }
    }
}
