package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Server-side apply: conflicts, merge, removal of what the manager no longer names, ownership. */
final class ApplyMerge {
    private final MergeSchema schema;
    private final FieldSets sets;

    ApplyMerge(MergeSchema schema) {
        this.schema = schema;
        this.sets = new FieldSets(schema);
    }

    /**
     * @param live what is stored; an object with only type and name when there is nothing
     * @param me the applying manager, with the operation Apply
     * @throws ApiError 409 when another manager owns a field with another value and {@code force} is not set
     */
    ObjectNode apply(ObjectNode live, ObjectNode config, ManagedEntry me, boolean force) {
        ManagedFields managed = ManagedFields.of(live);
        TreeSet<FieldPath> wanted = sets.of(config);
        Map<ManagedEntry, Set<FieldPath>> conflicts = conflicts(managed.othersThan(me), live, config, wanted);
        if (!conflicts.isEmpty() && !force) {
            throw ApplyConflicts.error(conflicts);
        }
        conflicts.values().forEach(fields -> managed.takeFromOthers(me, fields));
        ObjectNode merged = (ObjectNode) merge(live, config, List.of());
        TreeSet<FieldPath> dropped = managed.fieldsOf(me);
        dropped.removeAll(wanted);
        prune(merged, dropped, wanted, managed.othersThan(me));
        managed.replace(me.with(wanted));
        managed.keepOnly(sets.of(merged));
        managed.writeTo(merged);
        return merged;
    }

    private Map<ManagedEntry, Set<FieldPath>> conflicts(
            Collection<ManagedEntry> others, JsonNode live, JsonNode config, Set<FieldPath> wanted) {
        Map<ManagedEntry, Set<FieldPath>> conflicts = new LinkedHashMap<>();
        for (ManagedEntry other : others) {
            for (FieldPath path : other.fields()) {
                if (wanted.contains(path)
                        && !path.isMember()
                        && !path.in(live, schema).isMissingNode()
                        && !path.in(live, schema).equals(path.in(config, schema))) {
                    conflicts.computeIfAbsent(other, entry -> new TreeSet<>()).add(path);
                }
            }
        }
        return conflicts;
    }

    private JsonNode merge(JsonNode live, JsonNode config, List<String> names) {
        if (config.isObject() && !schema.atomic(names)) {
            ObjectNode merged = live.isObject() ? live.deepCopy() : Json.object();
            for (var field : config.properties()) {
                if (!field.getValue().isNull()) {
                    List<String> longer = new ArrayList<>(names);
                    longer.add(field.getKey());
                    merged.set(field.getKey(), merge(live.path(field.getKey()), field.getValue(), longer));
                }
            }
            return merged;
        }
        if (config.isArray() && !schema.keys(names).isEmpty()) {
            return mergeItems(live, config, names);
        }
        if (live.isArray() && config.isArray() && schema.set(names)) {
            Set<JsonNode> values = new LinkedHashSet<>();
            config.forEach(values::add);
            live.forEach(values::add);
            return Json.array().addAll(values);
        }
        return withoutNulls(config);
    }

    /** The order of the applied list; what only others have follows. */
    private ArrayNode mergeItems(JsonNode live, JsonNode config, List<String> names) {
        List<String> keys = schema.keys(names);
        Map<String, JsonNode> before = new LinkedHashMap<>();
        live.forEach(item -> before.put(sets.key(item, keys), item));
        ArrayNode merged = Json.array();
        Set<String> seen = new LinkedHashSet<>();
        for (JsonNode item : config) {
            String key = sets.key(item, keys);
            if (!seen.add(key)) {
                throw ApiError.of(
                        500,
                        "InternalError",
                        "failed to create typed patch object: ." + String.join(".", names)
                                + ": duplicate entries for key [" + key.substring(2) + "]");
            }
            JsonNode there = before.remove(key);
            merged.add(merge(there == null ? Json.object() : there, item, names));
        }
        before.values().forEach(merged::add);
        return merged;
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node.deepCopy();
        }
        ObjectNode clean = Json.object();
        for (var field : object.properties()) {
            if (!field.getValue().isNull()) {
                clean.set(field.getKey(), withoutNulls(field.getValue()));
            }
        }
        return clean;
    }

    /** Removes what this manager owned and no longer names, unless another one owns it or something in it. */
    private void prune(
            ObjectNode merged, TreeSet<FieldPath> dropped, Set<FieldPath> wanted, Collection<ManagedEntry> others) {
        TreeSet<FieldPath> kept = new TreeSet<>(wanted);
        others.forEach(other -> kept.addAll(other.fields()));
        for (FieldPath path : dropped) {
            // An item goes as a whole, before its fields; without its keys it could not be found any more.
            if (!held(path, kept) && !path.isKeyOfItem()) {
                path.removeFrom(merged, schema);
                dropEmptyParents(merged, path.parent(), kept);
            }
        }
    }

    private void dropEmptyParents(ObjectNode merged, FieldPath path, Set<FieldPath> kept) {
        FieldPath at = path;
        while (!at.isRoot() && !held(at, kept)) {
            JsonNode node = at.in(merged, schema);
            if (node.isMissingNode() || !node.isEmpty() || !node.isContainerNode()) {
                return;
            }
            at.removeFrom(merged, schema);
            at = at.parent();
        }
    }

    private static boolean held(FieldPath path, Set<FieldPath> kept) {
        return kept.stream().anyMatch(other -> other.startsWith(path));
    }
}
