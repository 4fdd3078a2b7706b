package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a CustomResourceDefinition makes the server serve. */
final class CustomTypes {
    private CustomTypes() {}

    /** One type per served version; the storage version first. */
    static List<ResourceType> of(JsonNode definition) {
        List<ResourceType> types = new ArrayList<>();
        JsonNode spec = definition.path("spec");
        for (JsonNode version : spec.path("versions")) {
            if (version.path("served").asBoolean()) {
                int at = version.path("storage").asBoolean() ? 0 : types.size();
                types.add(at, type(spec, version));
            }
        }
        return types;
    }

    private static ResourceType type(JsonNode spec, JsonNode version) {
        Set<String> subresources = new TreeSet<>();
        version.path("subresources").fieldNames().forEachRemaining(subresources::add);
        JsonNode names = spec.path("names");
        return new ResourceType(
                Json.text(spec, "group"),
                Json.text(version, "name"),
                Json.text(names, "plural"),
                Json.text(names, "kind"),
                Json.text(spec, "scope").equals("Namespaced"),
                Json.texts(names.path("shortNames")),
                subresources,
                Json.texts(names.path("categories")).contains("all"),
                true);
    }

    /** The structural schema of one version, when the definition has it. */
    static Optional<JsonNode> schema(JsonNode definition, String version) {
        return versionOf(definition, version)
                .map(found -> Json.at(found, "schema", "openAPIV3Schema"))
                .filter(schema -> !schema.isMissingNode());
    }

    static List<JsonNode> printerColumns(JsonNode definition, String version) {
        List<JsonNode> columns = new ArrayList<>();
        versionOf(definition, version)
                .ifPresent(found -> found.path("additionalPrinterColumns").forEach(columns::add));
        return columns;
    }

    private static Optional<JsonNode> versionOf(JsonNode definition, String version) {
        for (JsonNode candidate : Json.at(definition, "spec", "versions")) {
            if (Json.text(candidate, "name").equals(version)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
