package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** Makes CustomResourceDefinitions of short descriptions: kind, plural, group, shortNames, columns, schema. */
final class Definitions {
    private static final ResourceType TYPE = BuiltInTypes.kind("CustomResourceDefinition");

    private Definitions() {}

    /**
     * @param scope {@code Namespaced} or {@code Cluster}
     * @param versions that are served; the first is stored
     */
    static ObjectNode of(JsonNode described, String scope, List<String> versions) {
        String plural = Json.text(described, "plural");
        String kind = Json.text(described, "kind");
        ObjectNode definition = Json.object().put("kind", TYPE.kind()).put("apiVersion", TYPE.apiVersion());
        Meta.of(definition).put("name", plural + "." + Json.text(described, "group"));
        ObjectNode spec = definition.putObject("spec").put("group", Json.text(described, "group"));
        spec.put("scope", scope);
        ObjectNode names = spec.putObject("names").put("kind", kind).put("listKind", kind + "List");
        names.put("plural", plural).put("singular", kind.toLowerCase(Locale.ROOT));
        names.set("shortNames", described.path("shortNames").isArray() ? described.get("shortNames") : Json.array());
        ArrayNode list = spec.putArray("versions");
        for (String version : versions) {
            ObjectNode served = list.addObject().put("name", version).put("served", true);
            served.put("storage", version.equals(versions.get(0)));
            served.putObject("subresources").putObject("status");
            served.set(
                    "additionalPrinterColumns",
                    described.path("columns").isArray() ? described.get("columns") : Json.array());
            Json.child(served, "schema").set("openAPIV3Schema", described.path("schema"));
        }
        return definition;
    }

    /** Creates a copy of it where there is none. */
    static void ensure(ControlPlane plane, ObjectNode definition) {
        if (plane.get(TYPE, "", Meta.name(definition)).isEmpty()) {
            plane.create(TYPE, definition.deepCopy());
        }
    }
}
