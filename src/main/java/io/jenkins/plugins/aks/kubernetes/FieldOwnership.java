package io.jenkins.plugins.aks.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a live object is already as a manifest wants it: our field manager owns just the manifest's fields, and each has
 * the manifest's value. Then a server-side apply would change nothing, and need not be sent. Whatever cannot be told for
 * sure counts as different, which costs one request.
 *
 * @see <a href="https://kubernetes.io/docs/reference/using-api/server-side-apply/">Server-side apply</a>
 */
final class FieldOwnership {
    private static final String FIELD = "f:";
    private static final String KEY = "k:";
    private static final String VALUE = "v:";
    private static final String SELF = ".";

    /** Fields whose values are quantities, which the API server writes in its own way: 1000m as 1. */
    private static final Set<String> AMOUNTS = Set.of("limits", "requests", "hard", "capacity");

    private FieldOwnership() {}

    /** @param wanted as it would be sent, with its namespace */
    static boolean isApplied(JsonNode live, ObjectNode wanted, String manager) {
        if (live.isMissingNode()) {
            return false;
        }
        ObjectNode fields = wanted.deepCopy();
        fields.remove("apiVersion");
        fields.remove("kind");
        if (fields.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("name");
            metadata.remove("namespace");
            if (metadata.isEmpty()) {
                fields.remove("metadata");
            }
        }
        Optional<JsonNode> owned = owned(live, manager);
        if (owned.isEmpty()) {
            // An object that is just a name gives its manager no field, and so no entry.
            return fields.isEmpty();
        }
        boolean sameVersion = wanted.path("apiVersion").equals(owned.get().path("apiVersion"));
        return sameVersion && object(owned.get().path("fieldsV1"), fields, live);
    }

    private static Optional<JsonNode> owned(JsonNode live, String manager) {
        for (JsonNode entry : live.at("/metadata/managedFields")) {
            boolean ours = manager.equals(entry.path("manager").asText())
                    && "Apply".equals(entry.path("operation").asText())
                    && entry.path("subresource").asText("").isEmpty();
            if (ours) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private static boolean matches(JsonNode owned, JsonNode wanted, JsonNode live) {
        if (live.isMissingNode()) {
            return false;
        }
        if (childless(owned)) {
            return same(wanted, live);
        }
        if (wanted.isObject()) {
            return object(owned, wanted, live);
        }
        return wanted.isArray() && list(owned, wanted, live);
    }

    private static boolean object(JsonNode owned, JsonNode wanted, JsonNode live) {
        Set<String> left = names(owned, FIELD);
        if (left.size() != childCount(owned)) {
            return false;
        }
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            if (field.getValue().isNull()) {
                continue;
            }
            String name = field.getKey();
            JsonNode child = owned.path(FIELD + name);
            boolean same = AMOUNTS.contains(name) && field.getValue().isObject()
                    ? amounts(child, field.getValue(), live.path(name))
                    : matches(child, field.getValue(), live.path(name));
            if (!left.remove(FIELD + name) || !same) {
                return false;
            }
        }
        return left.isEmpty();
    }

    private static boolean amounts(JsonNode owned, JsonNode wanted, JsonNode live) {
        Set<String> left = names(owned, FIELD);
        for (Map.Entry<String, JsonNode> amount : wanted.properties()) {
            boolean same = left.remove(FIELD + amount.getKey())
                    && quantity(amount.getValue()).equals(quantity(live.path(amount.getKey())));
            if (!same) {
                return false;
            }
        }
        return left.isEmpty();
    }

    /** In units, without trailing zeros; the text itself where it is no quantity. */
    private static Object quantity(JsonNode value) {
        try {
            return Quantity.getAmountInBytes(Quantity.parse(value.asText())).stripTrailingZeros();
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** Items are told apart by their keys or, in a set, by their values. */
    private static boolean list(JsonNode owned, JsonNode wanted, JsonNode live) {
        if (childCount(owned) != wanted.size()) {
            return false;
        }
        Set<JsonNode> unmatched = new HashSet<>();
        wanted.forEach(unmatched::add);
        for (Map.Entry<String, JsonNode> item : owned.properties()) {
            if (item.getKey().equals(SELF)) {
                continue;
            }
            Optional<JsonNode> key = key(item.getKey());
            if (key.isEmpty()) {
                return false;
            }
            boolean keyed = item.getKey().startsWith(KEY);
            Optional<JsonNode> mine = find(wanted, key.get(), keyed);
            Optional<JsonNode> theirs = find(live, key.get(), keyed);
            boolean fits = mine.isPresent()
                    && theirs.isPresent()
                    && unmatched.remove(mine.get())
                    && (!keyed || matches(item.getValue(), mine.get(), theirs.get()));
            if (!fits) {
                return false;
            }
        }
        return unmatched.isEmpty();
    }

    private static Optional<JsonNode> key(String name) {
        boolean known = name.startsWith(KEY) || name.startsWith(VALUE);
        try {
            return known ? Optional.of(ApiCall.MAPPER.readTree(name.substring(2))) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> find(JsonNode list, JsonNode key, boolean keyed) {
        for (JsonNode item : list) {
            if (keyed ? hasKey(item, key) : same(item, key)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    /** A key may be a default that a manifest leaves out, such as a port's protocol. */
    private static boolean hasKey(JsonNode item, JsonNode key) {
        for (Map.Entry<String, JsonNode> part : key.properties()) {
            JsonNode value = item.path(part.getKey());
            boolean left = value.isMissingNode() && part.getKey().equals("protocol");
            if (left ? !part.getValue().asText().equals("TCP") : !same(value, part.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue()) == 0;
        }
        return one.equals(other);
    }

    private static boolean childless(JsonNode owned) {
        return childCount(owned) == 0;
    }

    private static int childCount(JsonNode owned) {
        return owned.size() - (owned.has(SELF) ? 1 : 0);
    }

    private static Set<String> names(JsonNode owned, String prefix) {
        Set<String> names = new HashSet<>();
        owned.fieldNames().forEachRemaining(name -> {
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        });
        return names;
    }
}
