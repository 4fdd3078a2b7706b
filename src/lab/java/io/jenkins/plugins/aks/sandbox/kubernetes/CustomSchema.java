package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The list and map types that a CustomResourceDefinition declares; metadata merges as everywhere. */
final class CustomSchema implements MergeSchema {
    private final JsonNode root;
    private final MergeSchema metadata = new BuiltInSchema();

    /** @param root the openAPIV3Schema; a missing node makes every list atomic */
    CustomSchema(JsonNode root) {
        this.root = root;
    }

    @Override
    public List<String> keys(List<String> path) {
        if (inMetadata(path)) {
            return metadata.keys(path);
        }
        JsonNode schema = find(path);
        return Json.text(schema, "x-kubernetes-list-type").equals("map")
                ? Json.texts(schema.path("x-kubernetes-list-map-keys"))
                : List.of();
    }

    @Override
    public boolean set(List<String> path) {
        return inMetadata(path)
                ? metadata.set(path)
                : Json.text(find(path), "x-kubernetes-list-type").equals("set");
    }

    @Override
    public boolean atomic(List<String> path) {
        return !inMetadata(path)
                && Json.text(find(path), "x-kubernetes-map-type").equals("atomic");
    }

    private static boolean inMetadata(List<String> path) {
        return !path.isEmpty() && path.get(0).equals("metadata");
    }

    private JsonNode find(List<String> path) {
        JsonNode schema = root;
        for (String name : path) {
            JsonNode holder = schema.has("items") ? schema.path("items") : schema;
            JsonNode property = Json.at(holder, "properties", name);
            schema = property.isMissingNode() ? holder.path("additionalProperties") : property;
        }
        return schema;
    }
}
