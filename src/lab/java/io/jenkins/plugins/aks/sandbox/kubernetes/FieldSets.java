package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The set of fields that an object has, and its FieldsV1 form in managedFields. */
final class FieldSets {
    private static final List<String> UNOWNED = List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "generation",
            "resourceVersion",
            "managedFields",
            "selfLink",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private final MergeSchema schema;

    FieldSets(MergeSchema schema) {
        this.schema = schema;
    }

    /** All fields that somebody can own: not the type, not what the server itself sets. */
    TreeSet<FieldPath> of(JsonNode object) {
        ObjectNode ownable = object.deepCopy();
        ownable.remove(List.of("apiVersion", "kind"));
        if (ownable.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(UNOWNED);
            if (metadata.isEmpty()) {
                ownable.remove("metadata");
            }
        }
        TreeSet<FieldPath> paths = new TreeSet<>();
        fields(ownable, List.of(), FieldPath.ROOT, paths);
        return paths;
    }

    /** {@code k:{…}} of an item, its keys in alphabetical order. */
    String key(JsonNode item, List<String> keys) {
        ObjectNode key = Json.object();
        for (String name : new TreeSet<>(keys)) {
            if (item.has(name)) {
                key.set(name, item.get(name));
            } else if (!schema.keyDefault(name).isEmpty()) {
                key.put(name, schema.keyDefault(name));
            }
        }
        return "k:" + key;
    }

    private void collect(JsonNode node, List<String> names, FieldPath path, Set<FieldPath> paths) {
        if (node.isObject() && !node.isEmpty() && !schema.atomic(names)) {
            fields(node, names, path, paths);
        } else if (node.isArray() && !node.isEmpty() && !schema.keys(names).isEmpty()) {
            for (JsonNode item : node) {
                FieldPath member = path.then(key(item, schema.keys(names)));
                paths.add(member);
                fields(item, names, member, paths);
            }
        } else if (node.isArray() && !node.isEmpty() && schema.set(names)) {
            node.forEach(value -> paths.add(path.then("v:" + value)));
        } else {
            paths.add(path);
        }
    }

    private void fields(JsonNode object, List<String> names, FieldPath path, Set<FieldPath> paths) {
        for (var field : object.properties()) {
            if (!field.getValue().isNull()) {
                List<String> longer = new ArrayList<>(names);
                longer.add(field.getKey());
                collect(field.getValue(), longer, path.then("f:" + field.getKey()), paths);
            }
        }
    }

    static ObjectNode encode(Set<FieldPath> paths) {
        Branch root = new Branch();
        for (FieldPath path : paths) {
            Branch at = root;
            for (String element : path.elements()) {
                at = at.children.computeIfAbsent(element, name -> new Branch());
            }
            at.member = true;
        }
        return root.write();
    }

    static TreeSet<FieldPath> decode(JsonNode fields) {
        TreeSet<FieldPath> paths = new TreeSet<>();
        decode(fields, FieldPath.ROOT, paths);
        return paths;
    }

    private static void decode(JsonNode fields, FieldPath path, Set<FieldPath> paths) {
        if (fields.isEmpty() && !path.isRoot()) {
            paths.add(path);
        }
        for (var field : fields.properties()) {
            if (field.getKey().equals(".")) {
                paths.add(path);
            } else {
                decode(field.getValue(), path.then(field.getKey()), paths);
            }
        }
    }

    private static final class Branch {
        private final TreeMap<String, Branch> children = new TreeMap<>();
        private boolean member;

        ObjectNode write() {
            ObjectNode node = Json.object();
            if (member && !children.isEmpty()) {
                node.putObject(".");
            }
            children.forEach((element, child) -> node.set(element, child.write()));
            return node;
        }
    }
}
