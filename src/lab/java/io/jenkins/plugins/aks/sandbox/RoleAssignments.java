package io.jenkins.plugins.aks.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who has which role where. A document has {@code name} (a GUID), {@code scope}, {@code role} (the definition's GUID),
 * {@code principal}, {@code principalType}, {@code effective} (since when it counts) and what a client said besides.
 */
public final class RoleAssignments {
    private static final String PREFIX = "role-assignment/";

    private final Store store;

    RoleAssignments(Store store) {
        this.store = store;
    }

    public Optional<ObjectNode> find(String name) {
        return store.get(key(name));
    }

    public void put(ObjectNode assignment) {
        store.put(key(assignment.path("name").asText()), assignment);
    }

    public void remove(String name) {
        store.delete(key(name));
    }

    public List<ObjectNode> all() {
        return new ArrayList<>(store.under(PREFIX).values());
    }

    /** Forgets those at a resource that is gone, and below it. */
    public void removeUnder(String scope) {
        for (ObjectNode assignment : all()) {
            if (isWithin(assignment.path("scope").asText(), scope)) {
                remove(assignment.path("name").asText());
            }
        }
    }

    /** True where the outer scope is the inner one or above it. */
    public static boolean isWithin(String inner, String outer) {
        String in = plain(inner);
        String out = plain(outer);
        return in.equals(out) || in.startsWith(out + "/");
    }

    private static String plain(String scope) {
        return scope.toLowerCase(Locale.ROOT).replaceAll("/+$", "");
    }

    private static String key(String name) {
        return PREFIX + name.toLowerCase(Locale.ROOT);
    }
}
