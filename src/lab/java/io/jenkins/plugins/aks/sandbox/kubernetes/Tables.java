package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** The table form of objects, which kubectl prints. */
final class Tables {
    private final ResourceTypes types;
    private final Delays delays;

    Tables(ResourceTypes types, Delays delays) {
        this.types = types;
        this.delays = delays;
    }

    /**
     * @param metadata the list's; null for a single object
     * @param include what each row carries of its object: None, Metadata or Object
     */
    ObjectNode of(ResourceType type, List<ObjectNode> objects, JsonNode metadata, String include) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", metadata == null ? Json.object() : metadata);
        List<JsonNode> printed = types.definition(type)
                .map(definition -> CustomTypes.printerColumns(definition, type.version()))
                .orElse(List.of());
        List<Column> columns = Columns.of(type, printed);
        ArrayNode head = table.putArray("columnDefinitions");
        for (Column column : columns) {
            head.addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("format", column.name().equals("Name") ? "name" : "")
                    .put("description", column.name() + " of the " + type.kind())
                    .put("priority", column.priority());
        }
        ArrayNode rows = table.putArray("rows");
        Instant now = delays.now();
        objects.forEach(object -> rows.add(row(columns, object, now, include)));
        return table;
    }

    private static ObjectNode row(List<Column> columns, ObjectNode object, Instant now, String include) {
        ObjectNode row = Json.object();
        ArrayNode cells = row.putArray("cells");
        for (Column column : columns) {
            cells.addPOJO(column.cell().apply(object, now));
        }
        if (include.equals("Object")) {
            row.set("object", object);
        } else if (!include.equals("None")) {
            row.set("object", partial(object));
        }
        return row;
    }

    /** Only type and metadata. */
    static ObjectNode partial(JsonNode object) {
        ObjectNode partial = Json.object().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
