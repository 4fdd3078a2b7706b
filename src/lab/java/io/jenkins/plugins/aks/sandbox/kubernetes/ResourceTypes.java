package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one cluster serves now: the built-in resources and those of its CustomResourceDefinitions. */
final class ResourceTypes {
    private static final ResourceType DEFINITION = BuiltInTypes.kind("CustomResourceDefinition");

    private final ObjectStore objects;
    private List<ResourceType> known = List.of();
    private long knownOf;

    ResourceTypes(ObjectStore objects) {
        this.objects = objects;
    }

    /** Read anew when a definition has changed: their schemas are large, and every request asks. */
    synchronized List<ResourceType> all() {
        long now = objects.lastChange(DEFINITION);
        if (known.isEmpty() || now != knownOf) {
            known = List.copyOf(read());
            knownOf = now;
        }
        return known;
    }

    private List<ResourceType> read() {
        List<ResourceType> types = new ArrayList<>(BuiltInTypes.ALL);
        for (JsonNode definition : objects.list(DEFINITION, "")) {
            if (!Meta.deleting(definition)) {
                types.addAll(CustomTypes.of(definition));
            }
        }
        return types;
    }

    Optional<ResourceType> find(String group, String version, String plural) {
        return all().stream()
                .filter(type -> type.is(group, plural) && type.version().equals(version))
                .findFirst();
    }

    Optional<ResourceType> ofKind(String apiVersion, String kind) {
        return all().stream()
                .filter(type -> type.kind().equals(kind) && type.apiVersion().equals(apiVersion))
                .findFirst();
    }

    /** Each stored resource once, whatever number of versions it is served in. */
    Collection<ResourceType> stored() {
        Map<String, ResourceType> types = new LinkedHashMap<>();
        for (ResourceType type : all()) {
            if (!type.reviewOnly()) {
                types.putIfAbsent(ObjectKey.prefix(type), type);
            }
        }
        return types.values();
    }

    List<ResourceType> in(String group, String version) {
        return all().stream()
                .filter(type -> type.group().equals(group) && type.version().equals(version))
                .toList();
    }

    /** The groups other than core with their versions, in the order of discovery. */
    Map<String, Set<String>> groups() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        for (ResourceType type : all()) {
            if (!type.group().isEmpty()) {
                groups.computeIfAbsent(type.group(), name -> new LinkedHashSet<>())
                        .add(type.version());
            }
        }
        return groups;
    }

    /** The definition of a custom resource. */
    Optional<JsonNode> definition(ResourceType type) {
        if (!type.custom()) {
            return Optional.empty();
        }
        return objects.get(ObjectKey.of(DEFINITION, "", type.qualified())).map(found -> found);
    }

    Optional<JsonNode> schema(ResourceType type) {
        return definition(type).flatMap(definition -> CustomTypes.schema(definition, type.version()));
    }
}
