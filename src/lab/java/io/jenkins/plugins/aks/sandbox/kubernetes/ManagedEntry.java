package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;

/** Who owns which fields: one entry of {@code metadata.managedFields}. */
record ManagedEntry(
        String manager,
        String operation,
        String apiVersion,
        String subresource,
        String time,
        TreeSet<FieldPath> fields) {

    static ManagedEntry read(JsonNode entry) {
        return new ManagedEntry(
                Json.text(entry, "manager"),
                Json.text(entry, "operation"),
                Json.text(entry, "apiVersion"),
                Json.text(entry, "subresource"),
                Json.text(entry, "time"),
                FieldSets.decode(entry.path("fieldsV1")));
    }

    ObjectNode write() {
        ObjectNode entry = Json.object();
        entry.put("manager", manager).put("operation", operation).put("apiVersion", apiVersion);
        entry.put("time", time).put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", FieldSets.encode(fields));
        if (!subresource.isEmpty()) {
            entry.put("subresource", subresource);
        }
        return entry;
    }

    boolean sameAs(ManagedEntry other) {
        return manager.equals(other.manager)
                && operation.equals(other.operation)
                && apiVersion.equals(other.apiVersion)
                && subresource.equals(other.subresource);
    }

    ManagedEntry with(TreeSet<FieldPath> other) {
        return new ManagedEntry(manager, operation, apiVersion, subresource, time, other);
    }

    ManagedEntry at(String other) {
        return new ManagedEntry(manager, operation, apiVersion, subresource, other, fields);
    }
}
