package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** In which form the Accept header wants objects: as they are, as a table, or their metadata only. */
final class Presentation {
    private final Tables tables;
    private final boolean asTable;
    private final boolean asMetadata;
    private final String include;

    Presentation(Tables tables, String accept, Query query) {
        this.tables = tables;
        String first = accept == null ? "" : accept.split(",", 2)[0];
        boolean json = first.startsWith("application/json");
        this.asTable = json && first.contains("as=Table");
        this.asMetadata = json && first.contains("as=PartialObjectMetadata");
        this.include = query.text("includeObject").isEmpty() ? "Metadata" : query.text("includeObject");
    }

    ObjectNode object(ResourceType type, ObjectNode object) {
        if (Meta.kind(object).equals("Status")) {
            return object;
        }
        type.asServed(object);
        if (asTable) {
            ObjectNode metadata = Json.object().put("resourceVersion", Long.toString(Meta.version(object)));
            return tables.of(type, List.of(object), metadata, include);
        }
        return asMetadata ? Tables.partial(object) : object;
    }

    ObjectNode list(ResourceType type, ObjectNode list) {
        if (!asTable && !asMetadata) {
            return list;
        }
        List<ObjectNode> items = new ArrayList<>();
        for (JsonNode item : list.path("items")) {
            ObjectNode object = Json.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
            items.add(object.setAll((ObjectNode) item));
        }
        if (asTable) {
            return tables.of(type, items, list.path("metadata"), include);
        }
        ArrayNode partial = Json.array();
        items.forEach(item -> partial.add(Tables.partial(item)));
        list.put("kind", "PartialObjectMetadataList")
                .put("apiVersion", "meta.k8s.io/v1")
                .set("items", partial);
        return list;
    }
}
