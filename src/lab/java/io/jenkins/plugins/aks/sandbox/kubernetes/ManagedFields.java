package io.jenkins.plugins.aks.sandbox.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The managers of one object and how an update moves the ownership of fields between them. */
final class ManagedFields {
    private final List<ManagedEntry> entries = new ArrayList<>();

    private ManagedFields() {}

    static ManagedFields of(JsonNode object) {
        ManagedFields managed = new ManagedFields();
        Json.at(object, "metadata", "managedFields").forEach(entry -> managed.entries.add(ManagedEntry.read(entry)));
        return managed;
    }

    List<ManagedEntry> entries() {
        return List.copyOf(entries);
    }

    List<ManagedEntry> othersThan(ManagedEntry me) {
        return entries.stream().filter(entry -> !entry.sameAs(me)).toList();
    }

    /** What this manager owned before. */
    TreeSet<FieldPath> fieldsOf(ManagedEntry me) {
        return entries.stream()
                .filter(entry -> entry.sameAs(me))
                .findFirst()
                .map(entry -> new TreeSet<>(entry.fields()))
                .orElseGet(TreeSet::new);
    }

    /** The manager owns exactly the fields of its entry; the time changes only with the fields. */
    void replace(ManagedEntry me) {
        String time = entries.stream()
                .filter(entry -> entry.sameAs(me) && entry.fields().equals(me.fields()))
                .findFirst()
                .map(ManagedEntry::time)
                .orElse(me.time());
        entries.removeIf(entry -> entry.sameAs(me));
        if (!me.fields().isEmpty()) {
            entries.add(me.at(time));
        }
    }

    void takeFromOthers(ManagedEntry me, Collection<FieldPath> fields) {
        entries.replaceAll(entry -> entry.sameAs(me) ? entry : without(entry, fields));
        entries.removeIf(entry -> entry.fields().isEmpty());
    }

    /** Nobody owns what is not there. */
    void keepOnly(Collection<FieldPath> existing) {
        entries.replaceAll(entry -> {
            TreeSet<FieldPath> kept = new TreeSet<>(entry.fields());
            kept.removeIf(
                    path -> !existing.contains(path) && existing.stream().noneMatch(other -> other.startsWith(path)));
            return entry.with(kept);
        });
        entries.removeIf(entry -> entry.fields().isEmpty());
    }

    void writeTo(ObjectNode object) {
        entries.sort(Comparator.comparing(ManagedEntry::operation)
                .thenComparing(ManagedEntry::time)
                .thenComparing(ManagedEntry::manager));
        ObjectNode metadata = Meta.of(object);
        if (entries.isEmpty()) {
            metadata.remove("managedFields");
            return;
        }
        ArrayNode list = metadata.putArray("managedFields");
        entries.forEach(entry -> list.add(entry.write()));
    }

    /**
     * Writes the owners into {@code changed}, which a plain create, update or patch by {@code me} made of {@code live}:
     * changed and added fields are the writer's, and nobody else's.
     */
    static void update(JsonNode live, ObjectNode changed, ManagedEntry me, MergeSchema schema) {
        ManagedFields managed = of(live);
        FieldSets sets = new FieldSets(schema);
        TreeSet<FieldPath> before = sets.of(live);
        TreeSet<FieldPath> after = sets.of(changed);
        TreeSet<FieldPath> touched = new TreeSet<>();
        for (FieldPath path : after) {
            boolean added = !before.contains(path);
            if (added || !path.isMember() && !path.in(live, schema).equals(path.in(changed, schema))) {
                touched.add(path);
            }
        }
        managed.takeFromOthers(me, touched);
        TreeSet<FieldPath> mine = managed.fieldsOf(me);
        mine.addAll(touched);
        managed.replace(me.with(mine));
        managed.keepOnly(after);
        managed.writeTo(changed);
    }

    private static ManagedEntry without(ManagedEntry entry, Collection<FieldPath> fields) {
        TreeSet<FieldPath> rest = new TreeSet<>(entry.fields());
        rest.removeAll(fields);
        return entry.with(rest);
    }
}
