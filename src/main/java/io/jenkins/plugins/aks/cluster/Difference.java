package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.cluster.Leaf.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** A property of which the service has another value than was asked for. */
record Difference(Leaf leaf, JsonNode found, JsonNode wanted) {
    /** What AKS itself puts on nodes, e.g. on spot pools. */
    private static final String RESERVED = "kubernetes.azure.com/";

    /** Where {@code given} says something that {@code existing} does not. */
    static List<Difference> between(JsonNode existing, JsonNode given, List<Leaf> leaves) {
        List<Difference> differences = new ArrayList<>();
        for (Leaf leaf : leaves) {
            Difference difference = new Difference(leaf, existing.at(leaf.pointer()), given.at(leaf.pointer()));
            if (!difference.wanted.isMissingNode() && !difference.isNone()) {
                differences.add(difference);
            }
        }
        return differences;
    }

    /** e.g. {@code "tier: 'Free' instead of 'Standard'"}. */
    String text() {
        return leaf.parameter() + ": " + shown(found) + " instead of " + shown(wanted);
    }

    /** Makes the change in a document that is to be sent. */
    void applyTo(ObjectNode target) {
        JsonPointer parent = leaf.pointer().head();
        String name = leaf.pointer().last().getMatchingProperty();
        ObjectNode holder = parent.length() == 0 ? target : target.withObject(parent);
        holder.set(name, leaf.kind() == Kind.VALUE || leaf.kind() == Kind.SET ? wanted : kept());
    }

    private JsonNode kept() {
        if (wanted instanceof ArrayNode list) {
            ArrayNode all = list.deepCopy();
            found.forEach(each -> {
                if (each.asText().startsWith(RESERVED)) {
                    all.add(each);
                }
            });
            return all;
        }
        ObjectNode all = Models.object();
        found.properties().forEach(each -> {
            if (leaf.kind() == Kind.MERGED || each.getKey().startsWith(RESERVED)) {
                all.set(each.getKey(), each.getValue());
            }
        });
        return all.setAll((ObjectNode) wanted);
    }

    private boolean isNone() {
        return switch (leaf.kind()) {
            case VALUE -> plain(found).equals(plain(wanted));
            case SET -> elements(found, "").equals(elements(wanted, ""));
            case NAMES -> names(found).containsAll(names(wanted));
            case MERGED -> entries(found, "").containsAll(entries(wanted, ""));
            case OWNED -> elements(found, RESERVED).equals(elements(wanted, RESERVED))
                    && entries(found, RESERVED).equals(entries(wanted, RESERVED));
        };
    }

    /** Nothing, false and {@code none} are the same: the service leaves out what is off. */
    private static String plain(JsonNode value) {
        String text = value.asText("").replace(" ", "").toLowerCase(Locale.ROOT);
        return text.equals("false") || text.equals("none") || text.equals("null") ? "" : text;
    }

    private static Set<String> elements(JsonNode list, String without) {
        Set<String> elements = new TreeSet<>();
        if (list.isArray()) {
            list.forEach(each -> elements.add(each.asText()));
        }
        return dropReserved(elements, without);
    }

    private static Set<String> entries(JsonNode map, String without) {
        Set<String> entries = new HashSet<>();
        map.properties()
                .forEach(each ->
                        entries.add(each.getKey() + "=" + each.getValue().asText()));
        return dropReserved(entries, without);
    }

    private static Set<String> dropReserved(Set<String> all, String prefix) {
        if (!prefix.isEmpty()) {
            all.removeIf(each -> each.startsWith(prefix));
        }
        return all;
    }

    private static Set<String> names(JsonNode map) {
        Set<String> names = new HashSet<>();
        map.fieldNames().forEachRemaining(name -> names.add(name.toLowerCase(Locale.ROOT)));
        return names;
    }

    private static String shown(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "nothing";
        }
        return value.isValueNode() ? "'" + value.asText() + "'" : value.toString();
    }
}
