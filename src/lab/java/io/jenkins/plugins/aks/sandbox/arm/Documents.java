package io.jenkins.plugins.aks.sandbox.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.sandbox.Ids;
import io.jenkins.plugins.aks.sandbox.Json;
import io.jenkins.plugins.aks.sandbox.RoleAssignments;
import io.jenkins.plugins.aks.sandbox.Store;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The resources that exist, by id in any case. Every change gives a resource a new etag. */
public final class Documents {
    private static final String PREFIX = "arm";

    private final Store store;
    private final RoleAssignments assignments;
    private final Ids ids;

    Documents(Store store, RoleAssignments assignments, Ids ids) {
        this.store = store;
        this.assignments = assignments;
        this.ids = ids;
    }

    public Optional<ArmDocument> find(String id) {
        return store.get(key(id)).map(Documents::document);
    }

    public void put(ArmDocument document) {
        ObjectNode internal = document.internal();
        long revision = internal.path("revision").asLong() + 1;
        internal.put("revision", revision).put("etag", ids.guid("etag " + key(document.id()) + " " + revision));
        ObjectNode stored = Json.object();
        stored.set("resource", document.resource());
        stored.set("internal", internal);
        store.put(key(document.id()), stored);
    }

    /** With the roles that somebody has on it. */
    public void remove(String id) {
        store.delete(key(id));
        assignments.removeUnder(id);
    }

    /** All resources whose id begins with {@code prefix} and a slash. */
    public List<ArmDocument> under(String prefix) {
        return store.under(key(prefix) + "/").values().stream()
                .map(Documents::document)
                .toList();
    }

    /** A collection's members, not what is below them. */
    public List<ArmDocument> children(String collection) {
        int depth = collection.split("/").length + 1;
        return under(collection).stream()
                .filter(d -> d.id().split("/").length == depth)
                .toList();
    }

    private static ArmDocument document(ObjectNode stored) {
        ObjectNode resource = stored.withObjectProperty("resource");
        return new ArmDocument(resource.path("id").asText(), resource, stored.withObjectProperty("internal"));
    }

    private static String key(String id) {
        return PREFIX + id.toLowerCase(Locale.ROOT);
    }
}
