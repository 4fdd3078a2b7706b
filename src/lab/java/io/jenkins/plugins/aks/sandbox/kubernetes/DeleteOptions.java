package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * The options of a delete, from the body or the query.
 *
 * @param grace seconds; -1 for the object's own
 * @param propagation Background, Foreground or Orphan
 */
record DeleteOptions(int grace, String propagation, String uid, String resourceVersion, boolean dryRun) {

    static DeleteOptions of(Query query, JsonNode body) {
        JsonNode bodyGrace = body.path("gracePeriodSeconds");
        long grace = bodyGrace.isNumber() ? bodyGrace.asLong() : query.number("gracePeriodSeconds", -1);
        String policy = Json.text(body, "propagationPolicy");
        String given = policy.isEmpty() ? query.text("propagationPolicy") : policy;
        boolean orphan = body.path("orphanDependents").asBoolean() || query.isTrue("orphanDependents");
        String propagation = !given.isEmpty() ? given : orphan ? "Orphan" : "Background";
        if (!Set.of("Background", "Foreground", "Orphan").contains(propagation)) {
            throw ApiError.badRequest("invalid propagation policy \"" + propagation
                    + "\": supported values: Background, Foreground, Orphan");
        }
        boolean dryRun = query.dryRun() || Json.texts(body.path("dryRun")).contains("All");
        return new DeleteOptions(
                (int) grace,
                propagation,
                Json.text(body, "preconditions", "uid"),
                Json.text(body, "preconditions", "resourceVersion"),
                dryRun);
    }

    static DeleteOptions background() {
        return new DeleteOptions(-1, "Background", "", "", false);
    }

    void check(ResourceType type, JsonNode live) {
        String version = Json.text(live, "metadata", "resourceVersion");
        boolean otherUid = !uid.isEmpty() && !uid.equals(Meta.uid(live));
        boolean otherVersion = !resourceVersion.isEmpty() && !resourceVersion.equals(version);
        if (otherUid || otherVersion) {
            String what = otherUid
                    ? "UID in precondition: " + uid + ", UID in object meta: " + Meta.uid(live)
                    : "ResourceVersion in precondition: " + resourceVersion + ", ResourceVersion in object meta: "
                            + version;
            throw ApiError.conflict(type, Meta.name(live), "Precondition failed: " + what);
        }
    }
}
