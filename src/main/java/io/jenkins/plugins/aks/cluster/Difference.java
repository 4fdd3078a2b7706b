package io.jenkins.plugins.aks.cluster;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.aks.azure.Tags;
import io.jenkins.plugins.aks.cluster.Leaf.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A property of which the service has another value than was asked for. */
record Difference(Leaf leaf, JsonNode found, JsonNode wanted) {
    /** What AKS itself puts on nodes, e.g. on spot pools. */
    private static final String RESERVED = "kubernetes.azure.com/";

    /** What it means, in lower case, where the service leaves a property out. */
    private static final Map<String, String> UNSAID = Map.of(
            "tier", "free",
            "supportPlan", "kubernetesofficial",
            "networkDataplane", "azure",
            "sshAccess", "localuser");

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
        boolean replaced = leaf.kind() == Kind.VALUE || leaf.kind() == Kind.FAMILY || leaf.kind() == Kind.SET;
        holder.set(name, replaced ? wanted : kept());
    }

    private JsonNode kept() {
        if (wanted instanceof ArrayNode list) {
            Set<String> all = new LinkedHashSet<>();
            list.forEach(each -> all.add(each.asText()));
            found.forEach(each -> {
                if (each.asText().startsWith(RESERVED)) {
                    all.add(each.asText());
                }
            });
            ArrayNode kept = list.arrayNode();
            all.forEach(kept::add);
            return kept;
        }
        ObjectNode all = Models.object();
        if (leaf.kind() == Kind.MERGED) {
            merged().forEach(all::put);
            return all;
        }
        found.properties().forEach(each -> {
            if (each.getKey().startsWith(RESERVED)) {
                all.set(each.getKey(), each.getValue());
            }
        });
        return all.setAll((ObjectNode) wanted);
    }

    private boolean isNone() {
        return switch (leaf.kind()) {
            case VALUE -> plain(found).equals(plain(wanted));
            case FAMILY -> plain(found).matches(Pattern.quote(plain(wanted)) + "\\d*");
            case SET -> anyCase(found).equals(anyCase(wanted));
            case NAMES -> names(found).containsAll(names(wanted));
            case MERGED -> merged().equals(texts(found));
            case OWNED -> elements(found).equals(elements(wanted))
                    && entries(found).equals(entries(wanted));
        };
    }

    /** Nothing, false and {@code none} are the same: the service leaves out what is off. */
    private String plain(JsonNode value) {
        String text = value.asText("").replace(" ", "").toLowerCase(Locale.ROOT);
        boolean off = Set.of("", "false", "none", "null").contains(text);
        return off ? UNSAID.getOrDefault(leaf.parameter(), "") : text;
    }

    /** Names of tags are compared ignoring case, and keep the spelling they have. */
    private Map<String, String> merged() {
        return Tags.merge(texts(found), texts(wanted));
    }

    private static Map<String, String> texts(JsonNode map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }

    private static Set<String> anyCase(JsonNode list) {
        Set<String> all = new TreeSet<>();
        list.forEach(each -> all.add(each.asText().toLowerCase(Locale.ROOT).replaceFirst("/32$", "")));
        return all;
    }

    private static Set<String> elements(JsonNode list) {
        Set<String> elements = new TreeSet<>();
        if (list.isArray()) {
            list.forEach(each -> elements.add(each.asText()));
        }
        elements.removeIf(each -> each.startsWith(RESERVED));
        return elements;
    }

    private static Set<String> entries(JsonNode map) {
        Set<String> entries = new HashSet<>();
        texts(map).forEach((key, value) -> entries.add(key + "=" + value));
        entries.removeIf(each -> each.startsWith(RESERVED));
        return entries;
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
